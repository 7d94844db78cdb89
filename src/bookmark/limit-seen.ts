import type { Bookmark } from "./bookmark.ts";
import { passFloor } from "./pass-floor.ts";

/** How many more versions the bookmark remembers than `limit` allows, and what that costs. */
export interface LimitedBookmark {
  readonly bookmark: Bookmark;
  /** How many versions are no longer remembered one by one: beside them, only so many late objects are told apart. */
  readonly forgotten: number;
}

/**
 * Raises the floor until at most `limit` versions are remembered, the newest, but not above `ceiling`: an object that
 * was put while the listing went on is newer than that. It never passes an undone object either, nor `modifiedSince`, which what
 * was replaced after the listing does not raise; so the bookmark may stay larger. An unlimited look-back wants the limit Infinity.
 */
export function limitSeen(bookmark: Bookmark, limit: number, ceiling: number): LimitedBookmark {
  if (bookmark.seen.length <= limit) return { bookmark, forgotten: 0 };
  const stamps = Float64Array.from(bookmark.seen, (version) => version.lastModified).sort();
  const highest = Math.min(
    stamps[stamps.length - limit - 1] ?? -Infinity,
    bookmark.undone - 1,
    ceiling,
    bookmark.modifiedSince,
  );
  const floor = stamps.findLast((stamp) => stamp <= highest);
  if (floor === undefined) return { bookmark, forgotten: 0 };
  const below = bookmark.below?.copy() ?? null;
  const seen = passFloor(bookmark.seen, floor, below);
  const covered = passFloor(bookmark.covered ?? [], floor, below);
  return { bookmark: { ...bookmark, floor, seen, below, covered }, forgotten: bookmark.seen.length - seen.length };
}
