import { TapError } from "../../src/errors.ts";
import { rowTexts } from "../../src/rows/row-texts.ts";
import type { RowReader } from "../../src/csv/row-reader.ts";
import { stream } from "./chunks.ts";

/** What a reader makes of some bytes. */
export interface Reading {
  readonly rows: readonly (readonly string[])[];
  /** `end` of each batch, and the number of rows up to there. */
  readonly ends: readonly { readonly end: number; readonly rows: number }[];
  /** The failure behind the rows, if any. */
  readonly error: string | null;
}

/** Reads to the end or to the failure. */
export async function rowsOf(reader: RowReader, chunks: Iterable<Uint8Array>): Promise<Reading> {
  const rows: string[][] = [];
  const ends: { end: number; rows: number }[] = [];
  try {
    for await (const batch of reader(stream(chunks))) {
      for (let row = 0; row < batch.count; row++) rows.push(rowTexts(batch, row));
      ends.push({ end: batch.end, rows: rows.length });
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return { rows, ends, error: error.message };
  }
  return { rows, ends, error: null };
}
