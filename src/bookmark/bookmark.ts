import type { IdSet } from "./id-set.ts";
import type { SharedRun } from "./shared-run.ts";
import type { Version } from "./version.ts";

/**
 * What has been read of one table. Moments are milliseconds since the epoch; -Infinity means none
 * yet, +Infinity none left.
 */
export interface Bookmark extends Coverage {
  /** What the reference tap would have written: the newest stamp up to which everything is done. */
  readonly modifiedSince: number;
  /** `modifiedSince` as it was when the run began; it never falls below it. */
  readonly previousModifiedSince: number;
  /** May also hold versions at or below the floor; they are dropped when the bookmark is written. */
  readonly seen: readonly Version[];
  /** What earlier scopes have done above the floor: they tell of it, until the floor has passed it. */
  readonly covered?: readonly Version[];
  /** The stamp of the oldest object above the floor that is known and not done. */
  readonly undone: number;
  readonly parts: readonly Part[];
  /** What was read under other scopes, the latest first: an object that none of them had is due when it comes into scope. */
  readonly earlier: readonly Coverage[];
  /** Ids of what is archived and not read; null where there never was any. */
  readonly archived: readonly string[] | null;
  /** What the table holds, where each new file replaces it whole; null where none does, or none was sent whole yet. */
  readonly replaced: Replaced | null;
  /** What shards add to the bookmark that their run began with. */
  readonly shared?: SharedRun;
}

/** The one file that a table holds. */
export interface Replaced {
  /** Of the version of the object, as `Version` has it. */
  readonly id: string;
  /** The number under which its records were sent: later files have higher ones. */
  readonly version: number;
}

/**
 * What has been read under one scope. Above `floor`, done is what is in `seen`. Of what is stamped at or below it, done is
 * what is in `below`: objects appear with stamps of the past (a multipart upload carries the time of its beginning,
 * a replica that of its source), so the newest stamp alone cannot tell late from done.
 */
export interface Coverage {
  /** Null where the state says nothing of it: then it is that of the config. */
  readonly scope: Scope | null;
  readonly floor: number;
  readonly seen: readonly Version[];
  /** Null where the state does not have it: everything visible at or below the floor is done. */
  readonly below: IdSet | null;
}

/** What decides whether an object belongs to a table and is read: patterns, prefix, formats. Opaque here, and compared as a whole. */
export type Scope = readonly (string | null)[];

/** Whether what is done at or below the floor can be told of a listing only by holding all of it against a sketch. */
export function isSketched({ below }: Coverage): boolean {
  return below !== null && !below.isPlain;
}

/**
 * Up to where sketches of earlier scopes tell what is done. There the floor may come to once a run has held them against
 * its listing: from then on the present coverage tells it, and they need not be asked again.
 */
export function sketchedUpTo(earlier: readonly Coverage[]): number {
  return Math.max(...earlier.filter(isSketched).map(({ floor }) => floor));
}

export function isSameScope(a: Scope | null, b: Scope | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * How far one object has been read: a record boundary whose records have all been written. There
 * are several when objects failed after a checkpoint while others were read.
 */
export interface Part {
  readonly key: string;
  readonly etag: string;
  readonly lastModified: number;
  /** Fingerprint of everything that decides how the object's bytes become records. */
  readonly cfg: string;
  /** Records written so far. */
  readonly records: number;
  /** The line of the next record. */
  readonly line: number;
  /** Where the next record begins. */
  readonly byte: number;
}

/** A bookmark as the state holds it. `files` is null where only another tap's `modified_since` is known. */
export interface StoredBookmark {
  /** -Infinity when there is none. */
  readonly modifiedSince: number;
  readonly files: StoredFiles | null;
}

/** What only this tap keeps. */
export interface StoredFiles extends Coverage {
  /** Versions of the first layout, whose ids are others; they have no `below`. */
  readonly version: 1 | 2;
  readonly parts: readonly Part[];
  readonly earlier: readonly Coverage[];
  /** Ids of what was archived and has not been read. */
  readonly archived?: readonly string[];
  readonly replaced?: Replaced;
  /** What shards have added. */
  readonly shared?: SharedRun;
}
