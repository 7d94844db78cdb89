import type { RowBatch } from "../../src/rows/row-batch.ts";

/** Rows of texts as a batch, each field behind a byte that belongs to none. */
export function batchOf(rows: readonly (readonly string[])[]): RowBatch {
  const starts: number[] = [];
  const ends: number[] = [];
  const rowStarts = [0];
  const parts: Buffer[] = [];
  let at = 0;
  for (const row of rows) {
    for (const field of row) {
      const part = Buffer.from(`,${field}`);
      parts.push(part);
      starts.push(at + 1);
      at += part.length;
      ends.push(at);
    }
    rowStarts.push(starts.length);
  }
  return {
    bytes: Buffer.concat(parts),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    rows: Uint32Array.from(rowStarts),
    count: rows.length,
    offset: 0,
    end: at,
  };
}
