import type { IdSet } from "./id-set.ts";
import { passFloor } from "./pass-floor.ts";
import { readSeen, writeSeen } from "./seen-text.ts";
import type { Version } from "./version.ts";

/** What a run has finished, the latest first, but for what is folded: older links are shared, so that nothing is copied. */
export interface Finished {
  readonly version: Version;
  readonly before: Finished | null;
  /** How many were finished since the last fold. */
  readonly count: number;
}

/** What a run has finished and its floor has passed. */
export interface Folded {
  /** The floor had come up to here: should it come down again, what is above it has to be told one by one. */
  readonly floor: number;
  /** As `writeSeen` has them: a tenth of the memory that they took. */
  readonly texts: Buffer;
  readonly before: Folded | null;
}

/** What is left of a chain behind a fold. */
export interface Fold {
  readonly below: IdSet;
  readonly finished: Finished | null;
  readonly folded: Folded;
}

/** All of a chain. */
export function versionsIn(finished: Finished | null): Version[] {
  const versions: Version[] = [];
  for (let link = finished; link !== null; link = link.before) versions.push(link.version);
  return versions;
}

/** Puts what the floor has passed into the set; what has replaced an object since the listing is newer, and stays. */
export function fold(below: IdSet, finished: Finished, floor: number, before: Folded | null): Fold {
  const set = below.copy();
  const versions = versionsIn(finished);
  const passed = versions.filter(({ lastModified }) => lastModified <= floor);
  const texts = Buffer.from(writeSeen(passed).join("\n"));
  let kept: Finished | null = null;
  for (const version of passFloor(versions, floor, set).toReversed()) kept = { version, before: kept, count: 0 };
  return { below: set, finished: kept, folded: { floor, texts, before } };
}

/** All that was folded. */
export function unfold(folded: Folded | null): Version[] {
  const versions: Version[] = [];
  for (let link = folded; link !== null; link = link.before) {
    for (const text of link.texts.toString().split("\n")) versions.push(...(readSeen(text) ?? []));
  }
  return versions;
}
