// The numbers that the encoder's kernel shares with record/encode-kernel.ts: the place of each, counted in words.

// Where the encoder stands.
export const row = 0;
/** Behind the last whole line. */
export const used = 1;
export const stage = 2;
/** Of the row at hand: the next field, and where its bytes go. */
export const field = 3;
export const at = 4;
/** Where the opening brace goes. */
export const open = 5;
/** Where the member of an unusual field begins. */
export const begin = 6;
export const hasRest = 7;
/** Behind the last byte of the window. */
export const windowEnd = 8;

// The rows: where their bytes would begin in memory if the first of them were at 0, the boundaries of their fields in
// these bytes, and the number of each row's first field. As in RowBatch.
export const source = 9;
export const starts = 10;
export const ends = 11;
export const rows = 12;
export const rowCount = 13;

// The layout, as in record/layout.ts; texts are in memory, with room behind them.
export const steps = 14;
export const stepCount = 15;
export const keyedWidth = 16;
export const nullLengths = 17;
export const hasExtras = 18;
export const head = 19;
export const headLength = 20;
export const origin = 21;
export const originLength = 22;
export const hasLineNumber = 23;
export const foot = 24;
export const footLength = 25;
export const fixedSize = 26;

/** Words of a set of bytes: those that a text which stands for null begins with. */
export const nullStarts = 27;
export const nullStartWords = 8;

/** Dates may be in other forms than 2024-01-31. */
export const readsOtherDates = 35;
/** Some step has become ambiguous. */
export const hasAmbiguous = 36;

export const size = 37;
