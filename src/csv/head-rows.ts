import { TapError } from "../errors.ts";
import type { Dialect } from "./dialect.ts";
import { readRows } from "./read-rows.ts";
import { rowTexts } from "./row-texts.ts";

/** The first rows of an object. */
export interface Head {
  readonly rows: readonly (readonly string[])[];
  /** The bytes end before the first row surely does: it is the only one here, maybe shortened, or missing. */
  readonly isCut: boolean;
}

/**
 * Reads up to `maxRows` rows from the first bytes of an object, which may end anywhere unless they
 * are the whole of it. A row that reaches the cut is left out, unless it is the only one.
 */
export async function readHead(bytes: Uint8Array, isWhole: boolean, dialect: Dialect, maxRows: number): Promise<Head> {
  if (isWhole) return { rows: (await firstRows(bytes, dialect, maxRows)).rows, isCut: false };
  const { rows, end } = await firstRows(bytes, { ...dialect, maxRecordSize: bytes.length + 1 }, maxRows + 1, true);
  const isLastRowCut = rows.length <= maxRows && end === bytes.length;
  const isCut = rows.length === 0 || (rows.length === 1 && isLastRowCut);
  return { rows: rows.slice(0, isLastRowCut && !isCut ? -1 : maxRows), isCut };
}

interface FirstRows {
  readonly rows: readonly (readonly string[])[];
  readonly end: number;
}

async function firstRows(bytes: Uint8Array, dialect: Dialect, count: number, mayBreakOff = false): Promise<FirstRows> {
  const rows: string[][] = [];
  let end = 0;
  try {
    for await (const batch of readRows(dialect)(once(bytes))) {
      for (let row = 0; row < batch.count && rows.length < count; row++) rows.push(rowTexts(batch, row));
      end = batch.end;
      if (rows.length === count) break;
    }
  } catch (error) {
    // A quote that is open at the cut, which is no fault of the file.
    if (!mayBreakOff || !(error instanceof TapError)) throw error;
  }
  return { rows, end };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
