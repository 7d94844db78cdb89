import type { RowBatch } from "./row-batch.ts";

/** The fields of one row as strings; for headers and samples, not for every row. */
export function rowTexts({ bytes, starts, ends, rows }: RowBatch, row: number): string[] {
  // A Buffer gives a short string in a seventh of the time that a TextDecoder takes.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts: string[] = [];
  const last = rows[row + 1] ?? 0;
  for (let field = rows[row] ?? 0; field < last; field++) {
    texts.push(text.toString("utf8", starts[field], ends[field]));
  }
  return texts;
}
