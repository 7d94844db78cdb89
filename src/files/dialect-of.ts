import type { Table } from "../config/config.ts";
import type { Dialect } from "../csv/dialect.ts";
import type { FileFormat } from "./file-format.ts";

/** The dialect of one file: the table's, where the file's name decides what the table leaves open. */
export function dialectOf(table: Table, format: FileFormat): Dialect {
  return { ...table.dialect, delimiter: table.dialect.delimiter ?? (format === "tsv" ? "\t" : ",") };
}
