import type { Bookmark, Part } from "./bookmark.ts";
import { versionKey } from "./version.ts";

/**
 * The bookmark of two runs together that began with one bookmark and read disjoint sets of objects.
 * Each knows only its own objects, so everything is done only up to the lower floor, and above it
 * what either has seen. A run that will be merged is planned with `isShard`: it must not forget
 * ids that only its own floor has passed. The order and number of merges do not matter.
 */
export function mergeBookmarks(a: Bookmark, b: Bookmark): Bookmark {
  const seen = new Map([...a.seen, ...b.seen].map((version) => [versionKey(version), version]));
  return {
    modifiedSince: Math.max(a.modifiedSince, b.modifiedSince),
    previousModifiedSince: Math.max(a.previousModifiedSince, b.previousModifiedSince),
    floor: Math.min(a.floor, b.floor),
    seen: [...seen.values()],
    undone: Math.min(a.undone, b.undone),
    part: dearerPart(a.part, b.part),
  };
}

/** A bookmark holds one part: the one whose repetition would cost most. The other object is read from its start. */
function dearerPart(a: Part | null, b: Part | null): Part | null {
  if (a === null || b === null) return a ?? b;
  if (a.records !== b.records) return a.records > b.records ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}
