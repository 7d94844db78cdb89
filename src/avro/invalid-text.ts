import { isUtf8 } from "node:buffer";
import type { NamedBatch } from "../rows/named-batch.ts";
import { rowTexts } from "../rows/row-texts.ts";

/** The first row of a batch, of which not all is valid UTF-8, with a field that is none, and the name of that. */
export function firstInvalid({ bytes, starts, ends, rows, columns, keys, count }: NamedBatch): {
  readonly row: number;
  readonly name: string;
} {
  for (let row = 0; row < count; row++) {
    for (let field = rows[row] ?? 0; field < (rows[row + 1] ?? 0); field++) {
      if (!isUtf8(bytes.subarray(starts[field], ends[field]))) return { row, name: keys[columns[field] ?? 0] ?? "" };
    }
  }
  return { row: 0, name: "" };
}

/** The batch with U+FFFD in the place of bytes that are not valid in it. */
export function replaceInvalid(batch: NamedBatch): NamedBatch {
  const parts: Buffer[] = [];
  const starts = new Uint32Array(batch.starts.length);
  const ends = new Uint32Array(batch.ends.length);
  let at = 0;
  let field = 0;
  for (let row = 0; row < batch.count; row++) {
    for (const text of rowTexts(batch, row)) {
      const part = Buffer.from(text);
      parts.push(part);
      starts[field] = at;
      at += part.length;
      ends[field] = at;
      field++;
    }
  }
  return { ...batch, bytes: Buffer.concat(parts), starts, ends };
}
