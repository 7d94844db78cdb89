// The numbers that the kernel of JSON Lines shares with jsonl/line-kernel.ts: the place of each, counted in words.

// Where it stands; places in memory.
export const at = 0;
export const stage = 1;
/** Where the line at hand begins. */
export const lineStart = 2;
/** Behind the last line feed. */
export const end = 3;
/** The next field, and the first one of the row at hand. */
export const field = 4;
export const rowField = 5;
export const rowCount = 6;
/** A number that no other row had. */
export const rowId = 7;
/** The spelling that was found last in the row, or -1; and the column of the value at hand. */
export const spelling = 8;
export const column = 9;
/** The spelling that last began a row. */
export const firstSpelling = 10;

/** What is to be subtracted from a place to get a position in the reader's bytes. */
export const base = 11;
export const maxRecordSize = 12;

// Where in memory the lists are: the boundaries, columns and kinds of fields, the field behind each row; spellings; and
// for each column the last row that had it.
export const starts = 13;
export const ends = 14;
export const columns = 15;
export const kinds = 16;
export const rows = 17;
export const spellings = 18;
export const spellingCount = 19;
export const latest = 20;

export const size = 21;
