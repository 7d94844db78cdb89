import type { RowBatch } from "../rows/row-batch.ts";

/** Rows of strings as a batch with arrays of its own; for the paths that are not hot. */
export function packRows(rows: readonly (readonly string[])[], end: number): RowBatch {
  const fields = rows.flat();
  const bytes = new TextEncoder().encode(fields.join(""));
  const starts = new Uint32Array(fields.length);
  const ends = new Uint32Array(fields.length);
  let position = 0;
  for (const [index, field] of fields.entries()) {
    starts[index] = position;
    position += Buffer.byteLength(field);
    ends[index] = position;
  }
  const firsts = new Uint32Array(rows.length + 1);
  let first = 0;
  for (const [index, row] of rows.entries()) {
    first += row.length;
    firsts[index + 1] = first;
  }
  return { bytes, starts, ends, rows: firsts, count: rows.length, offset: null, end };
}
