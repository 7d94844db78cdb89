import type { RowBatch } from "./row-batch.ts";

/**
 * Rows whose fields have names of their own: field f is the value of keys[columns[f]]. Its text is that of a
 * string, unescaped; the digits of a number as they stand; `true`, `false` or `null`; or, for kind `json`, an
 * object or array as it stands, in one line. Within a row no column comes twice. A row may be one that could
 * not be read: its one field is its text, of kind `broken`, and columns[f] the number of its reason. Valid until
 * the next batch.
 */
export interface NamedBatch extends RowBatch {
  /** Every key of the file so far. The same list in all batches: it only ever grows, between two batches. */
  readonly keys: readonly string[];
  readonly columns: Uint32Array;
  /** One of `jsonKinds` for each field. */
  readonly kinds: Uint8Array;
  /** Why rows of the batch could not be read. */
  readonly reasons: readonly string[];
}

/** Whether the fields of a batch have names of their own. */
export function isNamed(batch: RowBatch): batch is NamedBatch {
  return batch.columns !== undefined;
}
