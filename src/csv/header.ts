import { headerTooLong } from "./file-errors.ts";

/** Characters of all names together: they stand in the catalog, in SCHEMA and in every RECORD. */
const maxHeaderLength = 4 * 1024 * 1024;

/** The columns of a file, and whether its first row is already data. */
export interface Header {
  readonly names: readonly string[];
  readonly isFirstRowData: boolean;
}

/** Names the columns as the table says: after the first row, by number, or by the given list. Names are literal. */
export function headerOf(option: boolean | readonly string[], firstRow: readonly string[]): Header {
  if (option === true) {
    let length = 0;
    for (const name of firstRow) length += name.length;
    if (length > maxHeaderLength) throw headerTooLong(maxHeaderLength);
    return { names: firstRow, isFirstRowData: false };
  }
  if (option === false) return { names: firstRow.map((_, index) => `column_${index + 1}`), isFirstRowData: true };
  return { names: option, isFirstRowData: true };
}
