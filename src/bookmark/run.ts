import type { Bookmark, Part, Replaced } from "./bookmark.ts";
import { type Finished, fold, type Folded, unfold, versionsIn } from "./finished.ts";
import type { IdSet } from "./id-set.ts";
import { passFloor } from "./pass-floor.ts";
import { isPartOf, type Plan } from "./plan.ts";
import { versionOf, type Listed, type Version } from "./version.ts";

/**
 * One table's run as far as it has come: a value, every verb returns a new one in constant time.
 * What was finished is a chain whose older links are shared, so that a run over 100,000 objects
 * copies nothing; only `currentBookmark` walks it.
 */
export interface Run<T extends Listed> {
  readonly plan: Plan<T>;
  /** How many of the due objects have been finished, postponed or dismissed. */
  readonly settled: number;
  /** The oldest stamp above the floor of an object that was postponed. */
  readonly postponed: number;
  /** The newest stamp of a version that is done, in this run or before it. */
  readonly newest: number;
  /** A stamp up to which everything is done, of a version that is. */
  readonly complete: number;
  /** What is listed or was read and is done at or below the floor, but for what the chain holds. */
  readonly below: IdSet;
  readonly finished: Finished | null;
  readonly folded: Folded | null;
  readonly parts: readonly Part[];
  /** Ids of what is archived, or was and has not been read since. */
  readonly archived: ReadonlySet<string> | null;
  readonly replaced: Replaced | null;
}

/** A chain that the floor has passed is folded into the set when it is so long: each time, the set is copied. */
const usuallyFoldedAt = 1024;
/** Begun objects whose positions are remembered: each costs the bookmark some 200 bytes. */
const maxParts = 20;

/** A run that has not read anything yet. */
export function startRun<T extends Listed>(plan: Plan<T>): Run<T> {
  const newest = Math.max(...[plan.seen, plan.gone, plan.covered].map((versions) => newestBelow(Infinity, versions)));
  const { below, parts, archived, replaced } = plan;
  const begin = { settled: 0, postponed: Infinity, newest, complete: -Infinity, finished: null, folded: null };
  return { plan, ...begin, below, parts, archived, replaced };
}

/**
 * The next due object needs no further reading: it was read whole, or it cannot be read and that is final. If it was
 * replaced after the listing, `object` is what was read instead.
 */
export function finish<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const { plan, postponed } = run;
  const settled = settle(run, object);
  // What was replaced after the listing says nothing of others that came with it: they have not been listed.
  const stamp = Math.min(object.lastModified.getTime(), plan.due.stampAt(run.settled));
  const newest = Math.max(run.newest, stamp);
  const undone = undoneOf(plan, settled, postponed);
  const before = completeOf(run);
  const complete = stamp < undone ? Math.max(before, stamp) : before;
  const finished = { version: versionOf(object), before: run.finished, count: (run.finished?.count ?? 0) + 1 };
  const { isOwn, foldedAt = usuallyFoldedAt } = plan.options;
  const floor = finished.count < foldedAt ? -Infinity : floorOf(plan, undone, newest < undone ? newest : complete);
  // What a shard has read stays apart from what its run began with.
  const isPassed = isOwn === undefined && newest <= floor;
  const rest = isPassed
    ? fold(run.below, finished, floor, run.folded)
    : { below: run.below, finished, folded: run.folded };
  // Written out, because a spread of the old run costs 20 times as much.
  return {
    plan,
    settled,
    postponed,
    newest,
    complete,
    below: rest.below,
    finished: rest.finished,
    folded: rest.folded,
    parts: run.parts.length === 0 ? run.parts : partsOfOthers(run, object),
    archived:
      run.archived?.has(finished.version.id) === true ? without(run.archived, finished.version.id) : run.archived,
    replaced: run.replaced,
  };
}

/** The same of an object that is the whole table from now on, sent under a number. */
export function replaceBy<T extends Listed>(run: Run<T>, object: Listed, version: number): Run<T> {
  return { ...finish(run, object), replaced: { id: versionOf(object).id, version } };
}

/** The next due object is not there any more, or holds nothing: nothing of it is remembered. */
export function dismiss<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  return { ...run, settled: settle(run, object), parts: partsOfOthers(run, object) };
}

/**
 * The next due object stays undone, as `object` is listed now: the floor does not pass it in this
 * run, and the next run reads it again, from its last checkpoint on.
 */
export function postpone<T extends Listed>(run: Run<T>, object: Listed): Run<T> {
  const stamp = object.lastModified.getTime();
  const postponed = stamp > run.plan.floor ? Math.min(run.postponed, stamp) : run.postponed;
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
  const cfg = run.plan.options.fingerprintOf({ key, byte });
  const part = { key, etag, lastModified: lastModified.getTime(), cfg, records, line, byte };
  return { ...run, parts: [part, ...others.slice(0, maxParts - 1)] };
}

/** Where to go on reading this object, or null to begin at its start. */
export function resumePoint<T extends Listed>(run: Run<T>, object: Listed): Part | null {
  return run.parts.find((part) => isPartOf(part, object, run.plan.options.fingerprintOf)) ?? null;
}

/** The bookmark as of now: what a STATE written at this moment may say. Costs as much as it remembers versions. */
export function currentBookmark<T extends Listed>(run: Run<T>): Bookmark {
  const { plan } = run;
  const undone = undoneIn(run);
  const known = [plan.seen, plan.gone, plan.covered].map((versions) => newestBelow(undone, versions));
  const complete = Math.max(completeOf(run), ...known);
  const floor = floorOf(plan, undone, complete);
  // An older version of an object, which could not be read, brings the floor down again.
  const isUnfolded = run.folded !== null && floor < run.folded.floor;
  const below = (isUnfolded ? plan.below : run.below).copy();
  const finished = isUnfolded ? [...versionsIn(run.finished), ...unfold(run.folded)] : versionsIn(run.finished);
  // What is no longer listed does not count below the floor, and what an earlier coverage has, not above it.
  const seen = plan.gone.filter(({ lastModified }) => lastModified > floor);
  const covered = passFloor(plan.covered, floor, below);
  for (const versions of [plan.seen, finished])
    for (const version of passFloor(versions, floor, below)) seen.push(version);
  // The store's clock when the listing began, without the second of caution: a stamp in the future
  // would keep the reference tap from reading what comes until then.
  const now = plan.options.asOf.getTime() + 1000;
  const passed = plan.newestSkipped < undone ? Math.max(complete, plan.newestSkipped) : complete;
  return {
    scope: plan.options.scope,
    modifiedSince: Math.min(Math.max(plan.modifiedSince, passed), now),
    previousModifiedSince: plan.modifiedSince,
    floor,
    seen,
    below,
    covered,
    undone,
    parts: run.parts,
    earlier: plan.earlier,
    archived: run.archived === null ? null : [...run.archived],
    replaced: run.replaced,
  };
}

/** The stamp of the oldest object above the floor that is not done. */
export function undoneIn<T extends Listed>({ plan, settled, postponed }: Run<T>): number {
  return undoneOf(plan, settled, postponed);
}

function newestBelow(end: number, versions: readonly Version[]): number {
  let newest = -Infinity;
  for (const { lastModified } of versions) if (lastModified < end && lastModified > newest) newest = lastModified;
  return newest;
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const others = new Set(ids);
  others.delete(id);
  return others;
}

function partsOfOthers<T extends Listed>(run: Run<T>, object: Listed): Part[] {
  return run.parts.filter((part) => part.key !== object.key);
}

function settle<T extends Listed>(run: Run<T>, object: Listed): number {
  if (run.plan.due.keyAt(run.settled) !== object.key) {
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

/**
 * Never past the newest version that is done, under this scope or an earlier one: of what is newer nothing is known, however
 * old it is by now.
 */
function floorOf<T extends Listed>(plan: Plan<T>, undone: number, complete: number): number {
  return Math.max(plan.floor, Math.min(undone - 1, plan.ceiling, Math.max(complete, plan.sketchedUpTo)));
}
