/**
 * Whole rows, as boundaries over one buffer. The seam between the two CSV readers and everything
 * after them. Valid until the next batch is asked for: the reader reuses the buffer and the arrays.
 */
export interface RowBatch {
  /** The text of all fields as valid UTF-8, unquoted and unescaped. */
  readonly bytes: Uint8Array;
  /** Field f is bytes[starts[f], ends[f]). May be longer than the fields in use. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Row r is the fields rows[r] up to rows[r + 1]. May be longer than `count` + 1. */
  readonly rows: Uint32Array;
  /** How many rows there are. */
  readonly count: number;
  /** Bytes of the reader's input before bytes[0]; null where `bytes` is not a part of the input. */
  readonly offset: number | null;
  /** Bytes of the reader's input from its beginning to the end of the last row and its line end. */
  readonly end: number;
}

/**
 * Bytes, which must be valid UTF-8 without a BOM, to rows. Lines without any byte are no rows.
 * Throws TapError of kind "data" for a record over the dialect's size limit and for a quote that
 * is never closed.
 */
export type RowReader = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<RowBatch>;
