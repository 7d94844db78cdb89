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
/** How many keys it has shown. */
export const keys = 8;
/** Behind the last byte of the window. */
export const windowEnd = 9;

// The rows: where their bytes would begin in memory if the first of them were at 0, the boundaries of their fields in
// these bytes, and the number of each row's first field. As in RowBatch.
export const source = 10;
export const starts = 11;
export const ends = 12;
export const rows = 13;
export const rowCount = 14;
/** As in NamedBatch; 0 where the columns of fields are their numbers, and where all kinds are text. */
export const columns = 15;
export const kinds = 16;

// The layout, as in record/layout.ts; texts are in memory, with room behind them.
export const fieldOps = 17;
export const fieldOpCount = 18;
export const minFields = 19;
/** How many keys each row must have, where fields have columns. */
export const keyCount = 20;
export const nullLengths = 21;
export const hasExtras = 22;
export const linePrefix = 23;
export const linePrefixLength = 24;
export const sourceColumns = 25;
export const sourceColumnsLength = 26;
export const hasLineNumber = 27;
export const lineSuffix = 28;
export const lineSuffixLength = 29;
export const fixedSize = 30;
/** Dates may be in other forms than 2024-01-31. */
export const readsOtherDates = 31;
/** Some field has become ambiguous. */
export const hasAmbiguous = 32;

/** Words of a set of bytes: those that a text which stands for null begins with. */
export const nullStarts = 33;
export const nullStartWords = 8;

/** Rows must have as many fields as there are columns. */
export const hasOneWidth = 41;

/** Fields have names of their own. */
export const isNamed = 42;

/** NUL characters that were written. */
export const nuls = 43;

/** Bytes that a name before a value takes at most. */
export const maxNameLength = 44;

export const size = 45;
