import type { RowBatch } from "./row-batch.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The fields of one row as strings; for headers and samples, not for every row. */
export function rowTexts(batch: RowBatch, row: number): string[] {
  const texts: string[] = [];
  const last = batch.rows[row + 1] ?? 0;
  for (let field = batch.rows[row] ?? 0; field < last; field++) {
    texts.push(decoder.decode(batch.bytes.subarray(batch.starts[field], batch.ends[field])));
  }
  return texts;
}
