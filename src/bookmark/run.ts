import type { Bookmark, Part } from "./bookmark.ts";
import { isPartOf, type Plan } from "./plan.ts";
import { versionOf, type Listed, type Version } from "./version.ts";

/**
 * One table's run as far as it has come: a value, every verb returns a new one in constant time.
 * What was finished is a chain whose older links are shared, so that a run over 100,000 objects
 * copies nothing; only `bookmarkOf` walks it.
 */
export interface Run<T extends Listed> {
  readonly plan: Plan<T>;
  /** How many of the due objects have been finished or postponed. */
  readonly settled: number;
  readonly floor: number;
  readonly modifiedSince: number;
  /** The newest stamp of a finished version. */
  readonly newest: number;
  /** The oldest stamp of an object that was postponed. */
  readonly postponed: number;
  readonly finished: Finished | null;
  readonly part: Part | null;
  /** The oldest stamp among the due objects from index i on. */
  readonly oldestFrom: Float64Array;
}

interface Finished {
  readonly version: Version;
  readonly before: Finished | null;
}

/** A run that has not read anything yet. */
export function startRun<T extends Listed>(plan: Plan<T>): Run<T> {
  const oldestFrom = new Float64Array(plan.due.length + 1).fill(Infinity);
  for (const [fromEnd, object] of plan.due.toReversed().entries()) {
    const index = plan.due.length - 1 - fromEnd;
    oldestFrom[index] = Math.min(object.lastModified.getTime(), oldestFrom[index + 1] ?? Infinity);
  }
  const newest = plan.seen.reduce((latest, version) => Math.max(latest, version.lastModified), -Infinity);
  const { floor, modifiedSince, part } = plan;
  return advance(
    { plan, settled: 0, floor, modifiedSince, newest, postponed: Infinity, finished: null, part, oldestFrom },
    newest,
  );
}

/**
 * The next due object needs no further reading: it was read whole, is skipped for a lasting
 * reason, or is gone. If it was replaced after the listing, `object` is what was read instead.
 */
export function finish<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const version = versionOf(object);
  const next = settle(run, object);
  const part = run.part?.key === object.key ? null : run.part;
  const newest = Math.max(run.newest, version.lastModified);
  return advance({ ...next, part, newest, finished: { version, before: run.finished } }, version.lastModified);
}

/**
 * The next due object stays undone, as `object` is listed now: the floor does not pass it in this
 * run, and the next run reads it again, from its last checkpoint on.
 */
export function postpone<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const postponed = Math.min(run.postponed, object.lastModified.getTime());
  return advance({ ...settle(run, object), postponed }, -Infinity);
}

/** Notes how far the next due object has been read, or with null that it must be read from its start. */
export function checkpoint<T extends Listed>(
  run: Run<T>,
  object: Listed,
  position: Pick<Part, "records" | "line" | "byte"> | null,
): Run<T> {
  if (position === null) return { ...run, part: null };
  const { key, etag, lastModified } = object;
  const { records, line, byte } = position;
  const { cfg } = run.plan.options;
  const part = { key, etag, version: null, lastModified: lastModified.getTime(), cfg, records, line, byte };
  return { ...run, part };
}

/** Where to go on reading this object, or null to begin at its start. */
export function resumePoint<T extends Listed>(run: Run<T>, object: Listed): Part | null {
  return run.part !== null && isPartOf(run.part, object, run.plan.options.cfg) ? run.part : null;
}

/** The bookmark as of now: what a STATE written at this moment may say. */
export function bookmarkOf<T extends Listed>(run: Run<T>): Bookmark {
  const seen = run.plan.seen.filter((version) => version.lastModified > run.floor || run.plan.options.isShard);
  for (let link = run.finished; link !== null; link = link.before) seen.push(link.version);
  return {
    modifiedSince: run.modifiedSince,
    previousModifiedSince: run.plan.modifiedSince,
    floor: run.floor,
    seen,
    undone: undoneOf(run),
    part: run.part,
  };
}

function settle<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  if (run.plan.due[run.settled]?.key !== object.key) {
    throw new Error(`objects are settled in the order of the plan, and ${JSON.stringify(object.key)} is not next`);
  }
  return { ...run, settled: run.settled + 1 };
}

/** Moves the floor and `modifiedSince` up to what is undone. `finished` is the stamp that was just finished. */
function advance<T extends Listed>(run: Run<T>, finished: number): Run<T> {
  const { ceiling, options } = run.plan;
  const undone = undoneOf(run);
  const floor = Math.max(run.floor, Math.min(undone - 1, ceiling));
  let complete = -Infinity;
  if (run.newest < undone) complete = run.newest;
  else if (finished < undone) complete = finished;
  // The store's clock when the listing began, without the second of caution: a stamp in the future would hide what comes.
  const now = options.asOf.getTime() + 1000;
  const modifiedSince = Math.min(Math.max(run.modifiedSince, complete), now);
  // Once the floor has passed all of them, the ids of this run are needed by no one but a merge.
  const isPassed = run.newest <= floor && !options.isShard;
  return { ...run, floor, modifiedSince, finished: isPassed ? null : run.finished };
}

function undoneOf<T extends Listed>(run: Run<T>): number {
  return Math.min(run.postponed, run.oldestFrom[run.settled] ?? Infinity);
}
