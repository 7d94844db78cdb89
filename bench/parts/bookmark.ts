import { IdSet } from "../../src/bookmark/id-set.ts";
import { Planner } from "../../src/bookmark/planner.ts";
import { currentBookmark, finish, startRun } from "../../src/bookmark/run.ts";
import { type Listed, type Mark, setMark } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
import type { Figure } from "../figure.ts";

/** The size of a bookmark by the number of files that it says were read, and what each listed key costs its sketch. */
export function bookmarkFigures(counts: readonly number[]): readonly Figure[] {
  const sizes = counts.map((count) => ({
    name: `the bookmark of ${count} files that were read, all older than the look-back`,
    value: bookmarkSize(objectsOf(count)) / 1024,
    unit: "KB",
    goal: { atMost: 20 },
  }));
  const cost = {
    name: "the sketch: CPU for each listed key of 60 characters",
    value: sketchCost(objectsOf(sketched)),
    unit: "µs",
    goal: { atMost: 1 },
  };
  return [...sizes, cost];
}

const sketched = 200_000;
const passes = 5;
const asOf = new Date();

function objectsOf(count: number): readonly Listed[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `landing/orders/2026/11/22/part-${String(index).padStart(24, "0")}.csv.gz`,
    etag: '"5d41402abc4b2a76b9719d911017c592"',
    size: 1000,
    lastModified: new Date(asOf.getTime() - (30 * 24 * 3600 + index) * 1000),
  }));
}

/** Reads them all in one run. */
function bookmarkSize(objects: readonly Listed[]): number {
  const options = {
    asOf,
    oldestUpload: null,
    startDate: null,
    lookbackMs: 24 * 3_600_000,
    fingerprintOf: () => "",
    scope: [],
  };
  const planner = new Planner<Listed>({ modifiedSince: -Infinity, files: null }, options, (listed) => listed);
  for (const object of objects) planner.consider(object);
  let run = startRun(planner.finish());
  for (const object of run.plan.due) run = finish(run, object);
  return JSON.stringify(writeBookmark(currentBookmark(run), undefined)).length;
}

/** The least of several passes, in microseconds a key. */
function sketchCost(objects: readonly Listed[]): number {
  const mark: Mark = { high: 0, low: 0 };
  const one = (): number => {
    const set = new IdSet();
    const began = performance.now();
    for (const object of objects) {
      setMark(mark, object);
      set.add(mark);
    }
    return ((performance.now() - began) * 1000) / objects.length;
  };
  return Math.min(...Array.from({ length: passes }, one));
}
