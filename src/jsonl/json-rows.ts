import type { RowBatch } from "../csv/rows.ts";

/** What kind of JSON value a field is; `broken` is a whole line that is no JSON object. */
export const jsonKinds = { text: 0, number: 1, boolean: 2, null: 3, json: 4, broken: 5 } as const;

/**
 * Rows whose fields have names of their own: field f is the value of keys[columns[f]]. Its text is that of a
 * string, unescaped; the digits of a number as they stand; `true`, `false` or `null`; or, for kind `json`, an
 * object or array as it stands, in one line. Within a row no column comes twice. A row may be a line that could
 * not be read: its one field is the line, of kind `broken`, and columns[f] the number of its reason. Valid until
 * the next batch.
 */
export interface JsonBatch extends RowBatch {
  /** Every key of the file so far. The same list in all batches: it only ever grows, between two batches. */
  readonly keys: readonly string[];
  readonly columns: Uint32Array;
  /** One of `jsonKinds` for each field. */
  readonly kinds: Uint8Array;
  /** Why lines of the batch could not be read. */
  readonly reasons: readonly string[];
}
