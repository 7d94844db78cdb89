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
    parts: furthestParts([...a.parts, ...b.parts]),
  };
}

/** One part for each object, in an order that does not depend on who was merged first. */
function furthestParts(parts: readonly Part[]): Part[] {
  const furthest = new Map<string, Part>();
  for (const part of parts.toSorted((a, b) => a.records - b.records || compareTexts(a, b)))
    furthest.set(part.key, part);
  return [...furthest.values()].sort(compareTexts);
}

function compareTexts(a: Part, b: Part): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  if (textA === textB) return 0;
  return textA < textB ? -1 : 1;
}
