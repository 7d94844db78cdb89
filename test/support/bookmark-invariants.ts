import type { Bookmark } from "../../src/bookmark/bookmark.ts";
import { isPartOf, type Plan } from "../../src/bookmark/plan.ts";
import { versionOf, type Listed, type Version } from "../../src/bookmark/version.ts";

/** What a run knows when its bookmark is checked. */
export interface Moment<T extends Listed> {
  readonly plan: Plan<T>;
  readonly bookmark: Bookmark;
  /** The bookmark before it in this run. */
  readonly before: Bookmark | null;
  /** Every object this run listed. */
  readonly listed: readonly T[];
  /** Whether it is settled: all its records were written, it is gone, or it was assumed done at a switch. */
  readonly isDone: (object: T) => boolean;
  /** Whether the first records of an object were written before this moment. */
  readonly hasWritten: (object: T, records: number) => boolean;
}

/** Throws when a bookmark would lose or repeat something. */
export function checkInvariants<T extends Listed>(moment: Moment<T>): void {
  checkFloor(moment);
  checkSeen(moment);
  checkMotion(moment);
  checkParts(moment);
}

/** I1: everything that was visible at the listing, up to the floor, is done, or late and known to be so. */
function checkFloor<T extends Listed>({ plan, bookmark, listed, isDone }: Moment<T>): void {
  const start = plan.options.startDate?.getTime() ?? -Infinity;
  const due = new Map<string, Listed>([...plan.due].map((object) => [object.key, object]));
  for (const object of listed) {
    const stamp = object.lastModified.getTime();
    const planned = due.get(object.key);
    // What replaced a due object may be older than the floor, too.
    const isLate = planned !== undefined && (stamp <= plan.floor || planned !== object);
    if (stamp > start && stamp <= bookmark.floor && !isDone(object) && !isLate) throw violation("I1", object);
  }
}

/** I2 and I4: above the floor, what is done is in `seen`, or known to an earlier coverage, and nothing else is. */
function checkSeen<T extends Listed>({ plan, bookmark, listed, isDone }: Moment<T>): void {
  const covered = new Set(plan.covered.map(({ id }) => id));
  for (const object of listed) {
    if (object.lastModified.getTime() <= bookmark.floor) continue;
    const { lastModified, id } = knownVersionOf(object);
    const isSeen = bookmark.seen.some((version) => version.id === id && version.lastModified === lastModified);
    if ((isSeen || covered.has(id)) !== isDone(object)) throw violation("I2", object);
  }
}

// Each object is checked at every state, and the hash would be most of the cost.
const versions = new WeakMap<Listed, Version>();

function knownVersionOf(object: Listed): Version {
  const version = versions.get(object) ?? versionOf(object);
  versions.set(object, version);
  return version;
}

/**
 * I3: the floor only rises, and not above the ceiling; it comes down where an older version that was to be read in place of a
 * listed one has failed. That it stays below everything undone is I1.
 */
function checkMotion<T extends Listed>({ plan, bookmark, before }: Moment<T>): void {
  const start = plan.options.startDate?.getTime() ?? -Infinity;
  if (bookmark.floor > Math.max(plan.ceiling, plan.limitCeiling, start)) throw violation("I3", plan.options);
  const hasFailed = before !== null && bookmark.undone < before.undone;
  if (before !== null && bookmark.floor < before.floor && !hasFailed) throw violation("I3", bookmark);
}

/** I4 for what is being read: no record is counted that was not written. */
function checkParts<T extends Listed>({ plan, bookmark, listed, hasWritten }: Moment<T>): void {
  for (const part of bookmark.parts) {
    const object = listed.find((candidate) => isPartOf(part, candidate, plan.options.fingerprintOf));
    if (object !== undefined && !hasWritten(object, part.records)) throw violation("I4", part);
  }
}

function violation(invariant: string, what: unknown): Error {
  return new Error(`${invariant} is broken: ${JSON.stringify(what)}`);
}
