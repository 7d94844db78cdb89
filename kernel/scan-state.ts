// The numbers that the scanner's kernel shares with csv/scan-kernel.ts: the place of each, counted in words.

// Where the walk stands, which the program keeps between two blocks; positions as it counts them.
export const rowStart = 0;
export const fieldStart = 1;
/** Behind the line end of the last whole row. */
export const lastRowEnd = 2;
/** What is special before it is text, or was read with the byte before it. */
export const resumeAt = 3;
export const shape = 4;
export const mode = 5;
/** The number of the row's first field. */
export const rowField = 6;
/** The number of the field at hand. */
export const field = 7;
export const walkSize = 8;

// The grammar, as in csv/scan-grammar.ts.
export const delimiter = 8;
export const quote = 9;
export const escape = 10;
export const isDoubled = 11;
/** Where the comment sign is in memory. */
export const comment = 12;
export const commentLength = 13;
export const maxRecordSize = 14;
export const maxFields = 15;

// Where in memory the lists are of what is found in one block, and how long some of them have become: the boundaries of
// fields, the field behind each row, and irregular fields.
export const starts = 16;
export const ends = 17;
export const rows = 18;
export const irregulars = 19;
export const rowCount = 20;
export const irregularCount = 21;

/** How many irregular fields were made bare in the block itself. */
export const unquotedCount = 22;
/** Irregular fields are only listed, because somebody looks at how they are written. */
export const keepsIrregulars = 23;
/** Room for one of them. */
export const draft = 24;

/** How many closing quotes have text behind them, and how many whole rows stand before the first of them. */
export const brokenQuotes = 25;
export const rowsBeforeBroken = 26;

export const size = 27;
