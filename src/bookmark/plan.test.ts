import { expect, test } from "vitest";
import {
  begin,
  day,
  hour,
  keys,
  object,
  planFor,
  syncAll,
  verdicts,
  write,
} from "../../test/support/bookmark-story.ts";
import { currentBookmark, startRun } from "./run.ts";
import { writeBookmark } from "./write-bookmark.ts";

test("a first run reads everything after start_date, oldest first, ties in the order of the listing", () => {
  const listing = [object("z", "10:00:00"), object("\u{1f600}", "10:00:00"), object("\uffff", "10:00:00")];
  const old = object("old", "08:00:00");
  const exactly = object("exactly", "09:00:00");
  const plan = planFor(undefined, [...listing, object("first", "09:00:01"), old, exactly], {
    startDate: day("09:00:00"),
  });
  expect(keys(plan)).toEqual(["first", "z", "\uffff", "\u{1f600}"]);
});

test("an object that becomes visible late is read, within the look-back and beyond", () => {
  const early = [object("a", "11:50:00"), object("b", "10:00:00")];
  const state = syncAll(undefined, early);
  const late = [object("late", "11:00:01"), object("very-late", "01:00:00")];
  expect(verdicts(state, [...early, ...late])).toEqual(["done", "before-floor", "due", "due"]);
  expect(keys(planFor(state, [...early, ...late]))).toEqual(["very-late", "late"]);
});

test("an upload in progress keeps the floor below its beginning, however long it takes", () => {
  const state = syncAll(undefined, [object("a", "11:50:00")], { oldestUpload: day("03:00:00"), lookbackMs: 0 });
  expect(state).toMatchObject({
    modified_since: "2026-11-22T11:50:00+00:00",
    _files: { floor: "2026-11-22T02:59:59.000Z" },
  });
  const listing = [object("a", "11:50:00"), object("upload", "03:00:00")];
  expect(keys(planFor(state, listing, { lookbackMs: 0 }))).toEqual(["upload"]);
});

test("an upload that becomes known only now is still read when it completes, and nothing is repeated", () => {
  const listing = [object("a", "09:00:00"), object("b", "10:00:00")];
  const unaware = syncAll(undefined, listing);
  const plan = planFor(unaware, listing, { oldestUpload: day("08:00:00") });
  expect(keys(plan)).toEqual([]);
  expect(plan.isAdopting).toBe(true);
  const aware = write(startRun(plan));
  expect(keys(planFor(aware, [...listing, object("upload", "08:00:00")]))).toEqual(["upload"]);
});

test("after the store's clock went backwards, what is written by the new clock is read", () => {
  const listing = [object("a", "11:50:00")];
  const state = syncAll(undefined, listing);
  const corrected = syncAll(state, listing, { asOf: day("06:00:00") });
  expect(keys(planFor(corrected, [...listing, object("b", "06:00:01")], { asOf: day("06:00:02") }))).toEqual(["b"]);
});

test("a wider look-back holds from the next run on", () => {
  const listing = [object("a", "10:30:00")];
  const widened = syncAll(syncAll(undefined, listing), listing, { lookbackMs: 6 * hour });
  expect(keys(planFor(widened, [...listing, object("late", "07:00:00")], { lookbackMs: 6 * hour }))).toEqual(["late"]);
});

test("a widened look-back never reaches below start_date", () => {
  const startDate = day("10:00:00");
  const state = syncAll(syncAll(undefined, [], { startDate }), [], { startDate, lookbackMs: 6 * hour });
  expect(keys(planFor(state, [object("late", "07:00:00")], { startDate, lookbackMs: 6 * hour }))).toEqual([]);
});

test("a start_date later than the objects leaves them out for ever", () => {
  const options = { startDate: day("13:00:00") };
  const state = syncAll(undefined, [object("a", "11:00:00")], options);
  expect(state).toMatchObject({ _files: { floor: "2026-11-22T13:00:00.000Z", seen: [] } });
  expect(keys(planFor(state, [object("a", "11:00:00"), object("b", "13:00:01")], options))).toEqual(["b"]);
});

test("without a look-back nothing is remembered one by one", () => {
  const state = syncAll(undefined, [object("a", "11:50:00")], { lookbackMs: 0 });
  expect(state).toMatchObject({ _files: { floor: "2026-11-22T11:50:00.000Z", seen: [] } });
});

test("with an unlimited look-back every id is kept, and the floor never rises", () => {
  const listing = [object("a", "01:00:00"), object("b", "11:50:00")];
  const state = syncAll(undefined, listing, { lookbackMs: Infinity });
  expect(state).toMatchObject({ _files: { floor: null } });
  const ancient = { ...object("ancient", "00:00:00"), lastModified: new Date(0) };
  expect(keys(planFor(state, [...listing, ancient], { lookbackMs: Infinity }))).toEqual(["ancient"]);
});

test("a bookmark is adopted behind another tap, also where the floor stays, and by no other run", () => {
  const listing = [object("a", "09:00:00"), object("b", "11:30:00")];
  expect(planFor(undefined, listing).isAdopting).toBe(false);
  expect(planFor(syncAll(undefined, listing), listing).isAdopting).toBe(false);
  const recent = planFor({ modified_since: "2026-11-22T10:00:00Z" }, listing, { lookbackMs: 0 });
  expect(recent.isAdopting).toBe(true);
});

test("another tap's bookmark is adopted: what is listed up to it is done, what turns up later is read", () => {
  const listing = [object("a", "11:30:00"), object("b", "11:40:00"), object("new", "11:45:00")];
  const plan = planFor({ modified_since: "2026-11-22T11:40:00+00:00" }, listing);
  expect(keys(plan)).toEqual(["new"]);
  expect(plan.isAdopting).toBe(true);
  const state = write(startRun(plan));
  expect(state).toMatchObject({
    modified_since: "2026-11-22T11:40:00+00:00",
    _files: { floor: "2026-11-22T11:00:00.000Z" },
  });
  expect(keys(planFor(state, [...listing, object("late", "11:35:00")]))).toEqual(["late", "new"]);
});

test("objects stamped exactly at another tap's bookmark are counted", () => {
  const listing = [object("a", "11:40:00"), object("b", "11:40:00"), object("c", "11:30:00")];
  const stored = { modified_since: "2026-11-22T11:40:00Z" };
  const plan = planFor(stored, listing);
  expect([plan.findings.atBookmark, keys(plan)]).toEqual([2, []]);
});

test("the count at the bookmark includes objects older than the look-back", () => {
  const listing = [object("a", "03:00:00"), object("b", "03:00:00")];
  const stored = { modified_since: "2026-11-22T03:00:00Z" };
  expect(planFor(stored, listing).findings.atBookmark).toBe(2);
});

test("what another tap read after us counts, though it kept our part of the bookmark", () => {
  const listing = [object("a", "11:30:00"), object("b", "11:40:00")];
  const ours = syncAll(undefined, listing.slice(0, 1));
  expect(keys(planFor({ ...ours, modified_since: "2026-11-22T11:40:00+00:00" }, listing))).toEqual([]);
});

test("a modified_since moved back by hand reads everything after it again", () => {
  const listing = [object("a", "09:00:00"), object("b", "11:40:00")];
  const ours = syncAll(undefined, listing);
  expect(keys(planFor({ ...ours, modified_since: "2026-11-22T10:00:00Z" }, listing))).toEqual(["b"]);
  expect(keys(planFor({ ...ours, modified_since: null }, listing))).toEqual(["a", "b"]);
});

test("a bookmark of a later version of this tap is read by its modified_since", () => {
  const stored = { modified_since: "2026-11-22T11:40:00Z", _files: { v: 3, for: "2026-11-22T11:40:00Z" } };
  expect(keys(planFor(stored, [object("a", "11:40:00"), object("b", "11:41:00")]))).toEqual(["b"]);
});

test("a modified_since in the future comes down to the store's clock", () => {
  const state = syncAll({ modified_since: "2027-01-01T00:00:00Z" }, [object("a", "11:40:00")]);
  expect(state).toMatchObject({ modified_since: "2026-11-22T12:00:01+00:00" });
  expect(keys(planFor(state, [object("a", "11:40:00"), object("b", "12:00:05")]))).toEqual(["b"]);
});

test("what else the bookmark held is kept", () => {
  const incoming = { modified_since: "2026-11-22T11:40:00Z", note: { by: "hand" }, _files: { v: 7, x: 1 } };
  const written = writeBookmark(currentBookmark(begin(incoming, [])), incoming);
  expect(written).toMatchObject({ note: { by: "hand" }, _files: { v: 2 } });
  expect(written["_files"]).not.toHaveProperty("x");
});
