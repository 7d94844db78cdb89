import type { Bookmark, Part } from "./bookmark.ts";
import { writeSeen } from "./seen-text.ts";
import { formatLikePython } from "./timestamp.ts";

/**
 * `bookmarks[table]` for a STATE: `modified_since` for the reference tap, `_files` for this one.
 * What else `incoming` held there is kept. Costs as much as the bookmark remembers versions.
 *
 * `part` is the object in progress, `parts` those that were put off. All but `part` are arrays,
 * and that an explicit null, because runners merge states recursively: keys of
 * objects would never be deleted again, arrays and plain values are replaced whole.
 */
export function writeBookmark(bookmark: Bookmark, incoming: unknown): Record<string, unknown> {
  const modifiedSince = Math.min(bookmark.modifiedSince, Math.max(bookmark.previousModifiedSince, bookmark.undone - 1));
  const text = modifiedSince === -Infinity ? null : formatLikePython(modifiedSince);
  const [part = null, ...parts] = bookmark.parts.map(writePart);
  const seen = bookmark.seen.filter((version) => version.lastModified > bookmark.floor);
  return {
    ...(typeof incoming === "object" ? incoming : {}),
    ...(text === null ? {} : { modified_since: text }),
    _files: {
      v: 1,
      for: text,
      floor: bookmark.floor === -Infinity ? null : new Date(bookmark.floor).toISOString(),
      seen: writeSeen(seen),
      part,
      parts,
    },
  };
}

function writePart(part: Part): Record<string, unknown> {
  const { key, etag, version, lastModified, cfg, records, line, byte } = part;
  return { key, etag, version, lm: new Date(lastModified).toISOString(), cfg, records, line, byte };
}
