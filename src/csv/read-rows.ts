import type { Dialect } from "../format/dialect.ts";
import type { RowReader } from "./row-reader.ts";
import { isScannable } from "./scan-grammar.ts";
import { scanRows } from "./scan-rows.ts";
import { readMultiByteRows } from "./multi-byte-rows.ts";

/**
 * The reader for the dialect. `firstLine` is the line of the first row as errors count it: 1 for a
 * header row, 2 for the first record, more when reading goes on inside an object.
 */
export function readRows(dialect: Dialect, firstLine = 1): RowReader {
  return isScannable(dialect) ? scanRows(dialect, firstLine) : readMultiByteRows(dialect, firstLine);
}
