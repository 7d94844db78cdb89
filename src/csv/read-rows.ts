import type { Dialect } from "./dialect.ts";
import type { RowReader } from "./rows.ts";
import { isScannable } from "./scan-grammar.ts";
import { scanRows } from "./scan-rows.ts";

/**
 * The fastest reader that can read the dialect. `firstLine` is the line of the first row as errors
 * count it: 1 for a header row, 2 for the first record, more when reading goes on inside an object.
 */
export function readRows(dialect: Dialect, firstLine = 1): RowReader {
  return isScannable(dialect) ? scanRows(dialect, firstLine) : parseRows(dialect, firstLine);
}

/** csv-parse is loaded when a dialect needs it: few do, and every run would wait. */
function parseRows(dialect: Dialect, firstLine: number): RowReader {
  return async function* (bytes) {
    const parser = await import("./parse-rows.ts");
    yield* parser.parseRows(dialect, firstLine)(bytes);
  };
}
