import type { Version } from "./version.ts";

/**
 * What has been read of one table. Moments are milliseconds since the epoch; -Infinity means none
 * yet, +Infinity none left.
 *
 * Everything visible with a stamp at or below `floor` is done. Above it, done is what is in `seen`:
 * objects appear with stamps of the past (a multipart upload carries the time of its beginning, a
 * replica that of its source), so the newest stamp alone cannot tell late from done.
 */
export interface Bookmark {
  /** What the reference tap would have written: the newest stamp up to which everything is done. */
  readonly modifiedSince: number;
  /** `modifiedSince` as it was when the run began; it never falls below it. */
  readonly previousModifiedSince: number;
  readonly floor: number;
  /** May also hold versions at or below the floor; they are dropped when the bookmark is written. */
  readonly seen: readonly Version[];
  /** The stamp of the oldest object that is known and not done. */
  readonly undone: number;
  readonly parts: readonly Part[];
}

/**
 * How far one object has been read: a record boundary whose records have all been written. There
 * are several when objects failed after a checkpoint while others were read.
 */
export interface Part {
  readonly key: string;
  readonly etag: string;
  readonly version: string | null;
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
export interface StoredFiles {
  readonly floor: number;
  readonly seen: readonly Version[];
  readonly parts: readonly Part[];
}

/** How many more versions the bookmark remembers than `limit` allows, and what that costs. */
export interface LimitedBookmark {
  readonly bookmark: Bookmark;
  /** How many versions were forgotten: objects that turn up late beside them are not read. */
  readonly forgotten: number;
}

/**
 * Raises the floor until at most `limit` versions are remembered, the newest, but not above `ceiling`: an object that
 * was put while the listing went on is newer than that. It never passes an undone object either, so the bookmark may
 * stay larger. An unlimited look-back wants the limit Infinity.
 */
export function limitSeen(bookmark: Bookmark, limit: number, ceiling: number): LimitedBookmark {
  const stamps = bookmark.seen.map((version) => version.lastModified).filter((stamp) => stamp > bookmark.floor);
  const newestForgotten = stamps.length > limit ? stamps.sort((a, b) => b - a)[limit] : undefined;
  if (newestForgotten === undefined) return { bookmark, forgotten: 0 };
  const floor = Math.max(bookmark.floor, Math.min(newestForgotten, bookmark.undone - 1, ceiling));
  const seen = bookmark.seen.filter((version) => version.lastModified > floor);
  return { bookmark: { ...bookmark, floor, seen }, forgotten: stamps.filter((stamp) => stamp <= floor).length };
}
