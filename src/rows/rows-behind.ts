import type { RowBatch } from "./row-batch.ts";

/** The batch without its first rows. */
export function rowsBehind<B extends RowBatch>(batch: B, rows: number): B {
  return rows === 0 ? batch : { ...batch, rows: batch.rows.subarray(rows), count: batch.count - rows };
}
