import type { Scope } from "../../src/bookmark/bookmark.ts";
import type { EarlierScope } from "../../src/bookmark/earlier-coverage.ts";
import type { Plan, PlanOptions } from "../../src/bookmark/plan.ts";
import { Planner } from "../../src/bookmark/planner.ts";
import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import { currentBookmark, finish, startRun, type Run } from "../../src/bookmark/run.ts";
import type { Listed } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";

/** One hour in milliseconds: the look-back of the stories. */
export const hour = 3_600_000;

const defaults: PlanOptions = {
  asOf: day("12:00:00"),
  oldestUpload: null,
  startDate: null,
  lookbackMs: hour,
  fingerprintOf: () => "cfg",
  scope: ["all"],
};

/** A time on the day of the stories; a run lists at noon. */
export function day(time: string): Date {
  return new Date(`2026-11-22T${time}Z`);
}

/** A listed object. */
export function object(key: string, time: string, etag = '"abc"'): Listed {
  return { key, etag, size: 1000, lastModified: day(time) };
}

/** The object at an index that the story knows to exist. */
export function at(listing: readonly Listed[], index: number): Listed {
  const found = listing[index];
  if (found === undefined) throw new Error(`no object ${index}`);
  return found;
}

/** What is kept of a listed object is all of it. */
export function asItIs(listed: Listed): Listed {
  return listed;
}

/** The plan of a run that finds this listing. */
export function planFor(
  state: unknown,
  listing: readonly Listed[],
  options: Partial<PlanOptions> = {},
  readScope?: (scope: Scope) => EarlierScope | null,
): Plan<Listed> {
  const planner = new Planner(readBookmark(state, "orders"), { ...defaults, ...options }, asItIs, readScope);
  for (const listed of listing) planner.consider(listed);
  // Of what a sketch tells only the marks are known.
  if (planner.endListing()) for (const listed of listing) planner.find(listed, false);
  return planner.finish();
}

/** What the bookmark says of each listed object. */
export function verdicts(state: unknown, listing: readonly Listed[]): string[] {
  const planner = new Planner(readBookmark(state, "orders"), defaults, asItIs);
  return listing.map((listed) => planner.consider(listed));
}

/** A run that has not read anything yet. */
export function begin(state: unknown, listing: readonly Listed[], options: Partial<PlanOptions> = {}): Run<Listed> {
  return startRun(planFor(state, listing, options));
}

/** The run after it read everything that was due. */
export function finishAll(run: Run<Listed>): Run<Listed> {
  return finishAllBut(null, run);
}

/** The run after it read all that was left, but for the last object. */
export function finishAllBut(last: Listed | null, run: Run<Listed>): Run<Listed> {
  let done = run;
  for (const listed of [...run.plan.due].slice(run.settled)) if (listed !== last) done = finish(done, listed);
  return done;
}

/** The state of the table, as a runner would hand it to the next run. */
export function write(run: Run<Listed>): Record<string, unknown> {
  return writeBookmark(currentBookmark(run), undefined);
}

/** The state after a run that read everything. */
export function syncAll(
  state: unknown,
  listing: readonly Listed[],
  options: Partial<PlanOptions> = {},
): Record<string, unknown> {
  return write(finishAll(begin(state, listing, options)));
}

/** What is due, in order. */
export function keys(plan: Plan<Listed>): string[] {
  return [...plan.due].map((listed) => listed.key);
}
