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

/** What stands after the last dot of the last part of a name, in lower case. */
function extension(name: string): string {
  const file = name.slice(name.lastIndexOf("/") + 1);
  return file.slice(file.lastIndexOf(".") + 1).toLowerCase();
}
