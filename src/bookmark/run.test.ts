import { describe, expect, test } from "vitest";
import {
  at,
  begin,
  finishAll,
  finishAllBut,
  hour,
  keys,
  object,
  planFor,
  write,
} from "../../test/support/bookmark-story.ts";
import type { PlanOptions } from "./plan.ts";
import { currentBookmark, checkpoint, finish, postpone, resumePoint } from "./run.ts";
import type { Listed } from "./version.ts";

test("objects are settled in the order of the plan", () => {
  const listing = [object("a", "10:00:00"), object("b", "10:00:01")];
  expect(() => finish(begin(undefined, listing), object("b", "10:00:01"))).toThrow(/"b" is not next/);
});

test("an earlier value of a run keeps what it was", () => {
  const listing = [object("a", "11:50:00"), object("b", "11:51:00")];
  const before = finish(begin(undefined, listing), object("a", "11:50:00"));
  const written = write(before);
  finish(before, object("b", "11:51:00"));
  expect(write(before)).toEqual(written);
});

test("100,000 objects are finished in one run without copying what was finished before", () => {
  const listing = Array.from({ length: 100_000 }, (_, i) => object(`${i}`, "11:50:00"));
  const { seen } = currentBookmark(finishAll(begin(undefined, listing)));
  expect(seen.length).toBe(100_000);
});

describe("A run that has read more than it holds one by one", () => {
  const many = Array.from({ length: 1500 }, (_, i) => object(`${i}`, `01:00:00.${String(i % 1000).padStart(3, "0")}`));
  const last = object("last", "02:00:00");

  test.each([
    ["a newer one", object("last", "12:00:05", '"other"')],
    ["an older one", object("last", "00:30:00", '"other"')],
  ])("reads nothing again once the last object was replaced by %s, and that was read", (_, replaced) => {
    const run = finishAllBut(last, begin(undefined, [...many, last]));
    expect(keys(planFor(write(finish(run, replaced)), [...many, replaced]))).toEqual([]);
  });

  test("reads nothing again where the first object was replaced by a newer one", () => {
    const first = object("first", "00:30:00");
    const replaced = object("first", "12:00:05", '"other"');
    const run = finish(begin(undefined, [first, ...many]), replaced);
    expect(keys(planFor(write(finishAll(run)), [replaced, ...many]))).toEqual([]);
  });

  test("reads one again that was replaced by an older version which failed, and no other", () => {
    const older = object("last", "00:30:00", '"other"');
    const run = postpone(finishAllBut(last, begin(undefined, [...many, last])), older);
    expect(keys(planFor(write(run), [...many, older]))).toEqual(["last"]);
    // Also where far more has changed by then than a sketch can tell.
    expect(keys(planFor(write(run), [...many.slice(500), older]))).toEqual(["last"]);
    const healed = finishAll(begin(write(run), [...many, older]));
    expect(keys(planFor(write(healed), [...many, older]))).toEqual([]);
    expect(currentBookmark(healed).seen).toEqual([]);
  });
});

test("an object that was begun comes first and goes on at its checkpoint", () => {
  const listing = [object("a", "10:00:00"), object("b", "10:30:00")];
  const [a, b] = [at(listing, 0), at(listing, 1)];
  const state = write(checkpoint(finish(begin(undefined, listing), a), b, { records: 10, line: 12, byte: 345 }));
  const run = begin(state, listing, { lookbackMs: 6 * hour });
  expect(keys(run.plan)).toEqual(["b"]);
  expect(resumePoint(run, b)).toMatchObject({ key: "b", records: 10, line: 12, byte: 345, cfg: "cfg" });
  expect(currentBookmark(finish(run, b)).parts).toEqual([]);
});

test("an object that was begun comes before older ones that turned up late", () => {
  const b = object("b", "11:30:00");
  const state = write(checkpoint(begin(undefined, [b]), b, { records: 10, line: 12, byte: 345 }));
  const late = object("late", "11:20:00");
  const run = begin(state, [late, b]);
  expect(keys(run.plan)).toEqual(["b", "late"]);
  expect(currentBookmark(finish(run, b)).floor).toBeLessThan(late.lastModified.getTime());
  expect(keys(planFor(write(finish(run, b)), [late, b]))).toEqual(["late"]);
});

test("a checkpoint survives the failure of its object", () => {
  const b = object("b", "11:30:00");
  const state = write(postpone(checkpoint(begin(undefined, [b]), b, { records: 10, line: 12, byte: 345 }), b));
  expect(resumePoint(begin(state, [b]), b)).toMatchObject({ records: 10, line: 12, byte: 345 });
});

test("the checkpoint of an object that failed is kept while another one is read", () => {
  const listing = [object("a", "11:20:00"), object("b", "11:30:00")];
  const [a, b] = [at(listing, 0), at(listing, 1)];
  const failed = postpone(checkpoint(begin(undefined, listing), a, { records: 10, line: 12, byte: 345 }), a);
  const state = write(checkpoint(failed, b, { records: 7, line: 9, byte: 100 }));
  expect(state).toMatchObject({ _files: { part: { key: "b" }, parts: [{ key: "a" }] } });
  const run = begin(state, [object("late", "11:10:00"), ...listing]);
  expect(keys(run.plan)).toEqual(["a", "b", "late"]);
  expect([resumePoint(run, a)?.records, resumePoint(run, b)?.records]).toEqual([10, 7]);
});

test.each<[string, Listed, Partial<PlanOptions>]>([
  ["the object was replaced", object("b", "11:31:00", '"other"'), {}],
  ["the object was put again", object("b", "11:31:00"), {}],
  ["records are cut differently now", object("b", "11:30:00"), { fingerprintOf: () => "other" }],
])("a checkpoint is dropped when %s", (_, listed, options) => {
  const b = object("b", "11:30:00");
  const state = write(checkpoint(begin(undefined, [b]), b, { records: 10, line: 12, byte: 345 }));
  const run = begin(state, [listed], options);
  expect(keys(run.plan)).toEqual(["b"]);
  expect(resumePoint(run, listed)).toBeNull();
  expect(currentBookmark(run).parts).toEqual([]);
});

test("a checkpoint that turned out wrong can be taken back", () => {
  const b = object("b", "11:30:00");
  const run = checkpoint(begin(undefined, [b]), b, { records: 10, line: 12, byte: 345 });
  expect(currentBookmark(checkpoint(run, b, null)).parts).toEqual([]);
});
