import { isObject } from "../json.ts";
import type { Bookmark, Coverage, Part } from "./bookmark.ts";
import { writeSeen } from "./seen-text.ts";
import { writeSharedRun } from "./shared-run.ts";
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
  return {
    ...(typeof incoming === "object" ? incoming : {}),
    ...(text === null ? {} : { modified_since: text }),
    _files: {
      v: 2,
      for: text,
      ...writeCoverage(bookmark),
      part,
      parts,
      earlier: bookmark.earlier.map(writeCoverage),
      // An earlier version, and most tables, know nothing of it.
      ...(bookmark.archived === null ? {} : { archived: bookmark.archived }),
      ...writeRare(bookmark, incoming),
    },
  };
}

/** Most tables know nothing of these; where one was, it stays, or a runner that merges states would keep what it was. */
function writeRare({ replaced, shared }: Bookmark, incoming: unknown): Record<string, unknown> {
  const before = isObject(incoming) && isObject(incoming["_files"]) ? incoming["_files"] : {};
  const rare = {
    replaced: replaced === null ? null : [replaced.id, replaced.version],
    shards: shared === undefined ? null : writeSharedRun(shared),
  };
  return Object.fromEntries(Object.entries(rare).filter(([name, value]) => value !== null || name in before));
}

export function writeCoverage({ scope, floor, seen, below }: Coverage): Record<string, unknown> {
  return {
    scope,
    floor: floor === -Infinity ? null : new Date(floor).toISOString(),
    seen: writeSeen(seen.filter((version) => version.lastModified > floor)),
    below: below?.write() ?? null,
  };
}

function writePart({ key, etag, lastModified, cfg, records, line, byte }: Part): Record<string, unknown> {
  return { key, etag, lm: new Date(lastModified).toISOString(), cfg, records, line, byte };
}
