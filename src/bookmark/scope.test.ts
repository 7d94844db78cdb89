import { expect, test } from "vitest";
import { at, begin, day, planFor, write } from "../../test/support/bookmark-story.ts";
import { keys, object, startStory } from "../../test/support/bookmark-scopes.ts";
import type { Scope } from "./bookmark.ts";
import type { EarlierScope } from "./earlier-coverage.ts";
import type { PlanOptions } from "./plan.ts";
import { checkpoint, resumePoint, startRun } from "./run.ts";

// A scope is a text of letters here: keys that begin with one of them belong to it.

test("what newly belongs to the table is read, and nothing else", () => {
  const story = startStory([object("a", "09:00:00"), object("b", "09:30:00"), object("a2", "10:00:00")]);
  expect(keys(story.sync("a"))).toEqual(["a", "a2"]);
  expect(keys(story.sync("ab"))).toEqual(["b"]);
  expect(keys(story.sync("ab"))).toEqual([]);
});

test("narrowed and widened again, each object is read once", () => {
  const story = startStory([object("a", "09:00:00"), object("b", "11:50:00")]);
  expect(keys(story.sync("ab"))).toEqual(["a", "b"]);
  expect(keys(story.sync("a"))).toEqual([]);
  story.put(object("b2", "11:55:00"), object("a2", "11:56:00"));
  expect(keys(story.sync("a"))).toEqual(["a2"]);
  expect(keys(story.sync("ab"))).toEqual(["b2"]);
  expect(keys(story.sync("ba"))).toEqual([]);
});

test("a start_date that is moved forward and back again has nothing read twice", () => {
  const story = startStory([object("a", "09:00:00"), object("a2", "11:50:00")]);
  expect(keys(story.sync("a"))).toEqual(["a", "a2"]);
  expect(keys(story.sync("a", Infinity, { startDate: day("11:55:00") }))).toEqual([]);
  expect(keys(story.sync("a"))).toEqual([]);
});

test("a floor that seen_limit raises past what only an earlier scope has read has nothing read twice", () => {
  const story = startStory([object("a", "11:10:00"), object("a2", "11:20:00"), object("a3", "11:21:00")]);
  expect(keys(story.sync("a", Infinity, { seenLimit: 1 }))).toEqual(["a", "a2", "a3"]);
  story.put(object("b", "11:30:00"), object("b2", "11:40:00"));
  expect(keys(story.sync("ab", Infinity, { seenLimit: 1 }))).toEqual(["b", "b2"]);
  expect(keys(story.sync("ab", Infinity, { seenLimit: 1 }))).toEqual([]);
});

test("what came late into a part that was left out for a while is read when it belongs to the table again", () => {
  const story = startStory(Array.from({ length: 100 }, (_, index) => object(`b${index}`, "09:00:00")));
  expect(story.sync("ab").due.length).toBe(100);
  story.sync("a");
  story.put(object("b-late", "08:00:00"));
  story.sync("a");
  expect(keys(story.sync("ab"))).toEqual(["b-late"]);
});

test("of several earlier scopes, the latest that had an object tells whether it is done", () => {
  const story = startStory(Array.from({ length: 100 }, (_, index) => object(`a${index}`, "09:00:00")));
  story.put(object("b", "11:00:00"));
  expect(story.sync("ab").due.length).toBe(101);
  story.sync("b");
  story.put(object("b-late", "08:00:00"));
  // That of "ab" could only assume it.
  expect(keys(story.sync("bc", Infinity, { isListed: false }))).toEqual(["b-late"]);
});

test("what a sketch of an earlier scope told once is told without it from then on", () => {
  const story = startStory(Array.from({ length: 100 }, (_, index) => object(`a${index}`, "11:00:00")));
  story.put(object("b", "09:00:00"));
  story.sync("ab");
  expect(keys(story.sync("b"))).toEqual([]);
  story.put(object("b-late", "10:00:00"));
  expect(keys(story.sync("b", Infinity, { isListed: false }))).toEqual(["b-late"]);
});

test("a widened scope that is read half goes on where it was stopped", () => {
  const many = Array.from({ length: 100 }, (_, index) => object(`b${index}`, `10:${String(10 + (index % 50))}:00`));
  const story = startStory([object("a", "11:00:00"), ...many]);
  expect(keys(story.sync("a"))).toEqual(["a"]);
  const first = story.sync("ab", 40);
  expect(first.due.length).toBe(100);
  const rest = story.sync("ab");
  expect(new Set([...keys(first).slice(0, 40), ...keys(rest)]).size).toBe(100);
  expect(rest.due.length).toBe(60);
  expect(keys(story.sync("ab"))).toEqual([]);
});

test("a file that was begun is gone on with when start_date has been moved past it and back", () => {
  const listing = [object("a", "09:00:00")];
  const scoped = (startDate: Date | null): Partial<PlanOptions> => ({
    startDate,
    scope: ["all", startDate?.toISOString() ?? null],
  });
  const readScope = ([, from]: Scope): EarlierScope => ({
    includes: ({ lastModified }) => lastModified.getTime() > Date.parse(from ?? "1970-01-01"),
    isListed: true,
  });
  const run = begin(undefined, listing, scoped(null));
  let state = write(checkpoint(run, at(listing, 0), { records: 2, line: 4, byte: 20 }));
  const plans = [day("10:00:00"), null].map((startDate) => {
    const plan = planFor(state, listing, scoped(startDate), readScope);
    state = write(startRun(plan));
    return plan;
  });
  expect(plans.map(keys)).toEqual([[], ["a"]]);
  expect(resumePoint(startRun(plans[1] ?? begin(undefined, []).plan), at(listing, 0))?.records).toBe(2);
});

test("only so many scopes are remembered, and the state stays small", () => {
  const story = startStory(Array.from({ length: 100 }, (_, index) => object(`a${index}`, "09:00:00")));
  for (let index = 0; index < 30; index++) story.sync(`a${"bcdefghijklmnopqrstuvwxyz"[index % 25]}`);
  expect(JSON.stringify(story.state).length).toBeLessThan(20_000);
});
