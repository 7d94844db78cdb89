import type { Table } from "../config/config.ts";

/** How the bytes of a file are to be read. A tsv is a csv whose delimiter is a tab unless the table says otherwise. */
export type FileFormat = "csv" | "tsv" | "jsonl";

const formats: Readonly<Record<string, FileFormat>> = {
  csv: "csv",
  txt: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

/** Endings of files that hold other files, whose own names decide. */
const containers = new Set(["gz", "gzip", "zip", "zst", "zstd"]);

/** The format of a file, or null when neither the table nor the file's name tells. */
export function formatOf(name: string, table: Table): FileFormat | null {
  return table.format ?? formats[extension(name)] ?? null;
}

/** Whether the name is that of a compressed file or an archive. */
export function isPacked(key: string): boolean {
  return containers.has(extension(key));
}

/** Whether it is worth opening an object: its name tells a format, or may hold files whose names do. */
function mayHoldRows(key: string, table: Table): boolean {
  return formatOf(key, table) !== null || isPacked(key);
}

/** Why an object is passed over without a look at it, or null when it is to be read. */
export function reasonToSkip(
  { key, size }: { readonly key: string; readonly size: number },
  table: Table,
): SkipReason | null {
  if (size === 0) return key.endsWith("/") ? "folder" : "empty";
  return mayHoldRows(key, table) ? null : "format";
}

export type SkipReason = "folder" | "empty" | "format";

/** What stands after the last dot of the last part of a name, in lower case. */
function extension(name: string): string {
  const file = name.slice(name.lastIndexOf("/") + 1);
  return file.slice(file.lastIndexOf(".") + 1).toLowerCase();
}
