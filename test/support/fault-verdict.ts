import { isUnseen, type Misdeed, type Stored } from "./fault-matrix.ts";

/** One object with one misdeed, read as a table of its own. */
export interface Cell {
  readonly table: string;
  readonly misdeed: Misdeed;
  readonly stored: Stored;
}

/** What a run over many cells came to. */
export interface Outcome {
  readonly code: number | null;
  /** The RECORD lines of each table, byte for byte. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly state: { readonly bookmarks: Readonly<Record<string, Bookmark | undefined>> };
  /** The tables whose file failed, or that were aborted because the store had gone, as the summary tells. */
  readonly failed: ReadonlySet<string>;
}

interface Bookmark {
  readonly modified_since?: string;
  readonly _files: { readonly seen: readonly string[]; readonly part: object | null };
}

/** What became of a cell; a sentence for what must not be. */
export function judge(
  { table, misdeed, stored }: Cell,
  undisturbed: Outcome["lines"],
  first: Outcome,
  second: Outcome,
): string {
  const quiet = quietTable(stored.format);
  const whole = (undisturbed.get(quiet) ?? []).map((line) => line.replaceAll(quiet, table));
  const written = first.lines.get(table) ?? [];
  const after = second.lines.get(table) ?? [];
  const bookmark = first.state.bookmarks[table];
  if (!first.failed.has(table)) {
    if (after.length > 0) return "done, and yet written again";
    if (bookmark?._files.seen.length !== 1 || bookmark._files.part !== null) return "done, and yet not remembered";
    if (isEqual(written, whole)) return "same";
    return isUnseen(misdeed, stored) && written.length === whole.length ? "unseen" : "SHORT OR WRONG, AND A SUCCESS";
  }
  if (first.code === 0) return "failed, and yet exit code 0";
  if (bookmark !== undefined && (bookmark.modified_since !== undefined || bookmark._files.seen.length > 0)) {
    return "failed, and yet its bookmark has moved";
  }
  // From its last checkpoint on, or as a whole where what was written cannot be trusted.
  return isEqual([...written, ...after], whole) || isEqual(after, whole)
    ? "kept"
    : "failed, and the next run leaves a gap";
}

/** What became of a cell whose object was replaced by another while it was read: no run may mix the two. */
export function judgeReplaced(
  { table, stored }: Cell,
  versions: readonly Outcome["lines"][],
  first: Outcome,
  second: Outcome,
): string {
  const quiet = quietTable(stored.format);
  const [old = [], fresh = []] = versions.map((lines) =>
    (lines.get(quiet) ?? []).map((line) => line.replaceAll(quiet, table)),
  );
  const written = first.lines.get(table) ?? [];
  const after = second.lines.get(table) ?? [];
  if (first.failed.has(table)) {
    if (first.code === 0) return "failed, and yet exit code 0";
    if (!isMadeOf(written, old, fresh)) return "failed, and wrote what is in neither version";
    return isEqual(after, fresh) ? "kept" : "failed, and the next run does not write the new version";
  }
  if (isEqual(written, old)) return isEqual(after, fresh) ? "same" : "the old version, and the new one is not written";
  const isNew = isEqual(written.slice(-fresh.length), fresh) && isMadeOf(written.slice(0, -fresh.length), old, fresh);
  if (!isNew) return "SHORT OR WRONG, AND A SUCCESS";
  return after.length === 0 ? "new" : "the new version, and yet written again";
}

/** Beginnings of the two versions, one after the other. */
function isMadeOf(lines: readonly string[], ...versions: readonly (readonly string[])[]): boolean {
  let at = 0;
  while (at < lines.length) {
    const version = versions.find(([line]) => line === lines[at]);
    if (version === undefined) return false;
    const start = at;
    while (at < lines.length && lines[at] === version[at - start]) at += 1;
  }
  return true;
}

/** The table of a format in which nothing happens. */
export function quietTable(format: string): string {
  return `quiet_${format}`;
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
