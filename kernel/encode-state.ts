// The rows: where their bytes would begin in memory if the first of them were at 0, the boundaries of their fields in
// these bytes, and the number of each row's first field. As in RowBatch.
export let source: usize = 0;
export let starts: usize = 0;
export let ends: usize = 0;
export let rows: usize = 0;
export let rowCount: i32 = 0;

// The layout, as in record/layout.ts; texts are in memory, with room behind them.
export let steps: usize = 0;
export let stepCount: i32 = 0;
export let keyedWidth: i32 = 0;
export let nullLengths: u32 = 0;
export let hasExtras: i32 = 0;
export let head: usize = 0;
export let headLength: i32 = 0;
export let origin: usize = 0;
export let originLength: i32 = 0;
export let hasLineNumber: i32 = 0;
export let foot: usize = 0;
export let footLength: i32 = 0;
export let fixedSize: i32 = 0;

/** Behind the last byte of the window. */
export let windowEnd: usize = 0;

// Where the encoder stands.
export let row: i32 = 0;
/** Behind the last whole line. */
export let used: usize = 0;
export let stage: i32 = 0;
/** Of the row at hand: the next field, and where its bytes go. */
export let field: i32 = 0;
export let at: usize = 0;
/** Where the opening brace goes. */
export let open: usize = 0;
/** Where the member of an unusual field begins. */
export let begin: usize = 0;
export let hasRest: i32 = 0;

/** The first byte of the memory that is free for the caller. */
export const freeFrom: usize = __heap_base;
