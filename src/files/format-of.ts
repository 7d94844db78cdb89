import type { Table } from "../config/config.ts";
import { type FormatName, formatEndings, formatOfEnding } from "../format/formats.ts";

/** Endings of files that hold other files, whose own names decide. */
const containers = new Set(["gz", "gzip", "zip", "zst", "zstd"]);

/** Endings of names that are read where the table has no format, in a fixed order. */
export const readableEndings: readonly string[] = [
  ...formatEndings.map((ending) => ending.slice(1)),
  ...containers,
].sort();

/** The format of a file, or null when neither the table nor the file's name tells. */
export function formatOf(name: string, table: Table): FormatName | null {
  return table.format ?? formatOfEnding(endingOf(name));
}

/** Whether the name is that of a compressed file or an archive. */
export function isPacked(key: string): boolean {
  return isPacking(endingOf(key));
}

/** The same of the ending of a name. */
export function isPacking(ending: string): boolean {
  return containers.has(ending);
}

/** Whether the name is that of an archive, which is read from its end. */
export function isArchive(key: string): boolean {
  return endingOf(key) === "zip";
}

/** Whether an object could be read, as far as its name tells. */
export function isNamedReadable(key: string): boolean {
  return isPacked(key) || formatOfEnding(endingOf(key)) !== null;
}

/** Whether content may tell what a name does not: it has no ending, or that of any JSON. What stands behind the dot of a date is none. */
export function mayTellByContent(key: string): boolean {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const ending = endingOf(name);
  const hasEnding = name.includes(".") && /^[a-z][a-z\d]{0,9}$/.test(ending);
  return !/^[._]/.test(name) && (ending === "json" || !(hasEnding || unreadPackings.has(ending)));
}

/** What is packed in a way that is not read, whatever `format` says, by the ending of its name. */
const unreadPackings: ReadonlyMap<string, string> = new Map([
  ["bz2", "bzip2"],
  ["xz", "xz"],
  ["lz4", "lz4"],
  ["7z", "7z"],
  ["rar", "rar"],
  ...["tar", "tgz", "tbz", "tbz2", "txz", "tzst"].map((ending) => [ending, "tar"] as const),
]);

/** What a name says that its object is packed in, where that is not read; else null. */
export function unreadPackingOf(key: string): string | null {
  return unreadPackings.get(endingOf(key)) ?? null;
}

/** What can be done about such an object. */
export const packOtherwise = "compress it with gzip, zstd or zip, or leave it out by exclude_pattern";

/** Whether an object whose name ends so may be an archive: it is called one, or its name tells nothing of it. */
export function mayHoldSeveral(ending: string): boolean {
  return ending === "zip" || !readableEndings.includes(ending);
}

/** The ending of the name inside a packing that holds one file, as far as the name outside tells; null for any other. */
export function endingInside(key: string): string | null {
  const ending = endingOf(key);
  if (!isPacking(ending) || ending === "zip") return null;
  return endingOf(key.slice(0, -ending.length - 1));
}

/** What stands after the last dot of the last part of a name, in lower case. */
export function endingOf(name: string): string {
  if (lastEnding !== "" && name.endsWith(lastWritten)) return lastEnding;
  const dot = name.lastIndexOf(".");
  const start = Math.max(name.lastIndexOf("/"), dot);
  const ending = name.slice(start + 1).toLowerCase();
  if (dot < 0 || start !== dot) return ending;
  lastEnding = ending;
  lastWritten = name.slice(dot);
  return ending;
}

/** The ending that was found last, and as it was written, with its dot: the next key mostly has the same. */
let lastEnding = "";
let lastWritten = "";
