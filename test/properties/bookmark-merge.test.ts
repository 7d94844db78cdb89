import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Bookmark, Part } from "../../src/bookmark/bookmark.ts";
import { mergeBookmarks } from "../../src/bookmark/merge.ts";
import { bookmarkOf, checkpoint, finish, postpone, startRun } from "../../src/bookmark/run.ts";
import type { Listed, Version } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
import { hour, keys, planFor, syncAll } from "../support/bookmark-story.ts";

const noon = Date.parse("2026-11-22T12:00:00Z");
// Few moments, so that many are equal.
const moment = fc.integer({ min: -8, max: 0 }).map((step) => noon + step * 900_000);

const version: fc.Arbitrary<Version> = fc.record({
  lastModified: moment,
  id: fc.constantFrom("aaaaaaaaaaaa", "bbbbbbbbbbbb"),
});

const part: fc.Arbitrary<Part> = fc.record({
  key: fc.constantFrom("a", "b"),
  etag: fc.constantFrom('"1"', '"2"'),
  version: fc.constant(null),
  lastModified: moment,
  cfg: fc.constant("cfg"),
  records: fc.nat(3),
  line: fc.nat(3),
  byte: fc.nat(3),
});

const bookmark: fc.Arbitrary<Bookmark> = fc.record({
  modifiedSince: fc.oneof(moment, fc.constant(-Infinity)),
  previousModifiedSince: fc.oneof(moment, fc.constant(-Infinity)),
  floor: fc.oneof(moment, fc.constant(-Infinity)),
  seen: fc.array(version, { maxLength: 6 }),
  undone: fc.oneof(moment, fc.constant(Infinity)),
  parts: fc.uniqueArray(part, { maxLength: 2, selector: ({ key }) => key }),
});

test("the order of merges does not matter", () => {
  fc.assert(
    fc.property(bookmark, bookmark, (a, b) => {
      expect(meaning(mergeBookmarks(a, b))).toEqual(meaning(mergeBookmarks(b, a)));
    }),
  );
});

test("the grouping of merges does not matter", () => {
  fc.assert(
    fc.property(bookmark, bookmark, bookmark, (a, b, c) => {
      const left = mergeBookmarks(mergeBookmarks(a, b), c);
      expect(meaning(left)).toEqual(meaning(mergeBookmarks(a, mergeBookmarks(b, c))));
    }),
  );
});

test("merging the same bookmark again changes nothing", () => {
  fc.assert(
    fc.property(bookmark, bookmark, (a, b) => {
      const merged = mergeBookmarks(a, b);
      expect(meaning(mergeBookmarks(merged, b))).toEqual(meaning(merged));
    }),
  );
});

type Fate = "finished" | "failed" | "begun" | "not reached";

const dueObjects = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 3 }),
    etag: fc.constant('"1"'),
    lastModified: moment.map((milliseconds) => new Date(milliseconds)),
    shard: fc.nat(2),
    fate: fc.constantFrom<Fate>("finished", "finished", "failed", "begun", "not reached"),
  }),
  { maxLength: 12, selector: ({ key }) => key },
);

test("three runs over disjoint objects, each broken off anywhere, are as one: what is not finished is due, and nothing else", () => {
  fc.assert(
    fc.property(dueObjects, dueObjects, fc.constantFrom(0, hour, Infinity), (old, fresh, lookbackMs) => {
      const earlier = old.map((object) => ({ ...object, key: `old/${object.key}` }));
      const stored = syncAll(undefined, earlier, { lookbackMs, asOf: new Date(noon - 4 * hour) });
      const open: Listed[] = [];
      const shards = [0, 1, 2].map((shard) => {
        const listing = [...earlier, ...fresh].filter((object) => object.shard === shard);
        let run = startRun(planFor(stored, listing, { lookbackMs, isShard: true }));
        for (const object of run.plan.due) {
          const fate = listing.find(({ key }) => key === object.key)?.fate;
          if (fate === "not reached" || fate === "begun") {
            if (fate === "begun") run = checkpoint(run, object, { records: 1, line: 3, byte: 10 });
            open.push(...run.plan.due.slice(run.settled));
            break;
          }
          if (fate === "failed") open.push(object);
          run = fate === "failed" ? postpone(run, object) : finish(run, object);
        }
        return bookmarkOf(run);
      });
      const merged = writeBookmark(shards.reduce(mergeBookmarks), undefined);
      const next = planFor(merged, [...earlier, ...fresh], { lookbackMs });
      expect(new Set(keys(next))).toEqual(new Set(open.map(({ key }) => key)));
    }),
    { numRuns: 1000 },
  );
});

/** A bookmark up to the order of what it holds. */
function meaning(value: Bookmark): unknown {
  return { ...writeBookmark({ ...value, floor: -Infinity }, undefined), floor: value.floor, undone: value.undone };
}
