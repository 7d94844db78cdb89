// The grammar, as in csv/scan-grammar.ts.
export let delimiter: i32 = 0;
export let quote: i32 = 0;
export let escape: i32 = 0;
export let isDoubled: i32 = 0;
/** Where the comment sign is in memory. */
export let comment: usize = 0;
export let commentLength: i32 = 0;
export let maxRecordSize: i32 = 0;
export let maxFields: i32 = 0;

// Where the walk stands; positions as the caller counts them.
export let rowStart: i32 = 0;
export let fieldStart: i32 = 0;
/** Behind the line end of the last whole row. */
export let lastRowEnd: i32 = 0;
/** What is special before it is text, or was read with the byte before it. */
export let resumeAt: i32 = 0;
export let shape: i32 = 0;
export let mode: i32 = 0;
/** The number of the row's first field. */
export let rowField: i32 = 0;
/** The number of the field at hand. */
export let field: i32 = 0;

// Lists for what is found in one block: the boundaries of fields, the field behind each row, and irregular fields.
export let starts: usize = 0;
export let ends: usize = 0;
export let rows: usize = 0;
export let irregulars: usize = 0;
export let rowCount: i32 = 0;
export let irregularCount: i32 = 0;

/** The first byte of the memory that is free for the caller. */
export const freeFrom: usize = __heap_base;
