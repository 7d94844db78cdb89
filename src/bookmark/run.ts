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
  /** The oldest stamp of an object that was postponed. */
  readonly postponed: number;
  /** The newest stamp of a version that is done, in this run or before it. */
  readonly newest: number;
  /** The newest stamp of a finished version that nothing undone precedes or equals. */
  readonly complete: number;
  readonly finished: Finished | null;
  readonly parts: readonly Part[];
}

interface Finished {
  readonly version: Version;
  readonly before: Finished | null;
}

/** A run that has not read anything yet. */
export function startRun<T extends Listed>(plan: Plan<T>): Run<T> {
  const newest = plan.seen.reduce((latest, version) => Math.max(latest, version.lastModified), -Infinity);
  return { plan, settled: 0, postponed: Infinity, newest, complete: -Infinity, finished: null, parts: plan.parts };
}

/**
 * The next due object needs no further reading: it was read whole, is skipped for a lasting
 * reason, or is gone. If it was replaced after the listing, `object` is what was read instead.
 */
export function finish<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const { plan, postponed } = run;
  const settled = settle(run, object);
  const stamp = object.lastModified.getTime();
  const newest = Math.max(run.newest, stamp);
  const undone = undoneOf(plan, settled, postponed);
  const before = completeOf(run);
  const complete = stamp < undone ? Math.max(before, stamp) : before;
  // Once the floor has passed all of them, the ids of this run are needed by no one but a merge.
  const isPassed =
    newest <= floorOf(plan, undone, newest < undone ? newest : complete) && plan.options.isShard !== true;
  // Written out, because a spread of the old run costs 20 times as much.
  return {
    plan,
    settled,
    postponed,
    newest,
    complete,
    finished: isPassed ? null : { version: versionOf(object), before: run.finished },
    parts: run.parts.length === 0 ? run.parts : partsOfOthers(run, object),
  };
}

/**
 * The next due object stays undone, as `object` is listed now: the floor does not pass it in this
 * run, and the next run reads it again, from its last checkpoint on.
 */
export function postpone<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const postponed = Math.min(run.postponed, object.lastModified.getTime());
  return { ...run, settled: settle(run, object), postponed };
}

/** Notes how far the next due object has been read, or with null that it must be read from its start. */
export function checkpoint<T extends Listed>(
  run: Run<T>,
  object: Listed,
  position: Pick<Part, "records" | "line" | "byte"> | null,
): Run<T> {
  const others = partsOfOthers(run, object);
  if (position === null) return { ...run, parts: others };
  const { key, etag, lastModified } = object;
  const { records, line, byte } = position;
  const { cfg } = run.plan.options;
  const part = { key, etag, version: null, lastModified: lastModified.getTime(), cfg, records, line, byte };
  return { ...run, parts: [part, ...others] };
}

/** Where to go on reading this object, or null to begin at its start. */
export function resumePoint<T extends Listed>(run: Run<T>, object: Listed): Part | null {
  return run.parts.find((part) => isPartOf(part, object, run.plan.options.cfg)) ?? null;
}

/** The bookmark as of now: what a STATE written at this moment may say. */
export function bookmarkOf<T extends Listed>(run: Run<T>): Bookmark {
  const { plan } = run;
  const undone = undoneOf(plan, run.settled, run.postponed);
  const complete = completeOf(run);
  const floor = floorOf(plan, undone, complete);
  // The store's clock when the listing began, without the second of caution: a stamp in the future
  // would keep the reference tap from reading what comes until then.
  const now = plan.options.asOf.getTime() + 1000;
  const seen = plan.options.isShard === true ? [...plan.seen] : plan.seen.filter((seen) => seen.lastModified > floor);
  for (let link = run.finished; link !== null; link = link.before) seen.push(link.version);
  return {
    modifiedSince: Math.min(Math.max(plan.modifiedSince, complete), now),
    previousModifiedSince: plan.modifiedSince,
    floor,
    seen,
    undone,
    parts: run.parts,
  };
}

function partsOfOthers<T extends Listed>(run: Run<T>, object: Listed): Part[] {
  return run.parts.filter((part) => part.key !== object.key);
}

function settle<T extends Listed>(run: Run<T>, object: Listed): number {
  if (run.plan.due[run.settled]?.key !== object.key) {
    throw new Error(`objects are settled in the order of the plan, and ${JSON.stringify(object.key)} is not next`);
  }
  return run.settled + 1;
}

function undoneOf<T extends Listed>(plan: Plan<T>, settled: number, postponed: number): number {
  return Math.min(postponed, plan.oldestFrom[settled] ?? Infinity);
}

function completeOf<T extends Listed>({ plan, settled, postponed, newest, complete }: Run<T>): number {
  return newest < undoneOf(plan, settled, postponed) ? newest : complete;
}

/** Never past the newest version that is done: of what is newer nothing is known, however old it is by now. */
function floorOf<T extends Listed>(plan: Plan<T>, undone: number, complete: number): number {
  return Math.max(plan.floor, Math.min(undone - 1, plan.ceiling, complete));
}
