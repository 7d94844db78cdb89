/**
 * Whole rows, as boundaries over one buffer: the seam between the readers of every format and everything after them.
 * As it stands here, field f of a row is in the f-th column and is text; a batch may say otherwise, see `NamedBatch`.
 * Valid until the next batch is asked for: the reader reuses the buffer and the arrays.
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
  /** One of `jsonKinds` for each field, where not all are text; without names of their own, they are text or null. */
  readonly kinds?: Uint8Array;
  /** Fields with text behind their closing quote, and the row of the first, where there are any. */
  readonly brokenQuotes?: { readonly count: number; readonly row: number };
  // Only where fields have names of their own, see NamedBatch.
  readonly keys?: readonly string[];
  readonly columns?: Uint32Array;
  readonly reasons?: readonly string[];
}
