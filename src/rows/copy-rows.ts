import type { RowBatch } from "./row-batch.ts";

/** The rows in memory of their own, so that they outlast the next batch. */
export function copyRows(batch: RowBatch): RowBatch {
  const { bytes, starts, ends, rows, columns, kinds, keys } = batch;
  return {
    ...batch,
    bytes: bytes.slice(),
    starts: starts.slice(),
    ends: ends.slice(),
    rows: rows.slice(),
    ...(columns === undefined ? {} : { columns: columns.slice() }),
    ...(kinds === undefined ? {} : { kinds: kinds.slice() }),
    ...(keys === undefined ? {} : { keys: [...keys] }),
  };
}
