import { sketchedUpTo, type StoredBookmark, type StoredFiles } from "./bookmark.ts";
import { passFloor } from "./pass-floor.ts";
import { provenByAll, type SharedRun } from "./shared-run.ts";
import { versionKey } from "./version.ts";

/** What a state must hold of a table for shards to be merged. */
export interface SharedBookmark extends StoredBookmark {
  readonly files: StoredFiles & { readonly shared: SharedRun };
}

export function isShared(stored: StoredBookmark): stored is SharedBookmark {
  return stored.files?.shared !== undefined;
}

/** The bookmark that the run has come to: what every shard has proven raises the floor, and what each has read is known. */
export function resultOf(stored: StoredBookmark): StoredBookmark {
  const { files } = stored;
  const shared = files?.shared;
  if (files === null || shared === undefined || shared.isWhole) return stored;
  const { shared: _, ...base } = files;
  const { proven, undone, passed } = provenByAll(shared);
  const known = [...new Map([...files.seen, ...shared.done].map((version) => [versionKey(version), version])).values()];
  let complete = -Infinity;
  for (const { lastModified } of [...known, ...shared.gone]) {
    if (lastModified < undone) complete = Math.max(complete, lastModified);
  }
  const floor = Math.max(files.floor, Math.min(proven, Math.max(complete, sketchedUpTo(files.earlier))));
  const below = files.below?.copy() ?? null;
  const gone = shared.gone.filter(({ lastModified }) => lastModified > floor);
  const seen = [...passFloor(known, floor, below), ...gone];
  const done = new Set(shared.done.map(({ id }) => id));
  const archived = files.archived?.filter((id) => !done.has(id));
  const modifiedSince = Math.max(stored.modifiedSince, undone === Infinity ? passed : complete);
  return { modifiedSince, files: { ...base, floor, seen, below, ...(archived === undefined ? {} : { archived }) } };
}
