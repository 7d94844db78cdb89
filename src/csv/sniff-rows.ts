import { only } from "../bytes/only.ts";
import { TapError } from "../errors.ts";
import type { Dialect } from "../format/dialect.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { readRows } from "./read-rows.ts";
import { cellScore } from "./sniff-cell.ts";

/** The rows that a dialect makes of the beginning of a file, or of both its ends. */
export interface SampledRows {
  readonly rows: readonly (readonly string[])[];
  /** The last ones of all. */
  readonly tail: readonly (readonly string[])[];
  /** A quote opens and does not close for long, as far as the text goes. */
  readonly isOpen: boolean;
  /** Fields in a row, as most have them. */
  readonly width: number;
}

/** The same with how good they are. */
export interface SniffedRows extends SampledRows {
  /** The part of the rows, but for narrower ones at both ends, that have that width: 0 to 1. */
  readonly regularity: number;
  /** How regular the rows and how much like values their fields are, between 0 and 1. Close to 0 for a single column. */
  readonly score: number;
}

/** Rows that are enough to tell, or so many with so many fields: rating a field takes a microsecond, once for each table of a run. */
const maxRows = 200;
const enough = { rows: 30, fields: 2000 };
const tailSize = 12;
/** Bytes that may stand behind a quote where the text was cut. */
const maxCutLength = 8 * 1024;

/** Reads the text, which is valid UTF-8 and ends with a line, and rates what comes out. */
export async function sniffRows(text: Uint8Array, dialect: Dialect, isCut: boolean): Promise<SniffedRows> {
  const sampled = await sampleRows(text, dialect, isCut);
  const { rows, width, isOpen } = sampled;
  const inner = withoutNarrowEnds(rows, width);
  const common = inner.filter(({ length }) => length === width).length;
  // What is left out at the ends must not make one row of many look regular.
  const regularity = common / Math.max(1, inner.length + 0.15 * (rows.length - inner.length));
  const columns = width > 1 ? (width - 1) / width : 0.001;
  return {
    ...sampled,
    regularity,
    score: isOpen ? 0 : regularity * columns * valuesScore(rows) * namesScore(rows, width),
  };
}

/** The rows alone: rating them is what takes time. */
export async function sampleRows(text: Uint8Array, dialect: Dialect, isCut: boolean): Promise<SampledRows> {
  const rows: (readonly string[])[] = [];
  let tail: (readonly string[])[] = [];
  let end = 0;
  let isOpen = false;
  try {
    for await (const batch of readRows(dialect)(only(text))) {
      for (let row = 0; row < batch.count && !isEnough(rows); row++) rows.push(rowTexts(batch, row));
      tail = [...tail, ...lastRows(batch)].slice(-tailSize);
      end = batch.end;
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    isOpen = !isCut || text.length - end > maxCutLength;
  }
  return { rows, tail, isOpen, width: commonWidth(rows) };
}

function lastRows(batch: RowBatch): (readonly string[])[] {
  const count = Math.min(tailSize, batch.count);
  return Array.from({ length: count }, (_, index) => rowTexts(batch, batch.count - count + index));
}

function isEnough(rows: readonly (readonly string[])[]): boolean {
  const isMany = rows.length >= enough.rows && rows.length * (rows.at(-1)?.length ?? 0) >= enough.fields;
  return isMany || rows.length >= maxRows;
}

/** The number of fields that most rows have; of those that are as frequent, the largest above one. */
function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [most] = [...counts].sort(([a, often], [b, oftener]) => oftener - often || b - a);
  return most?.[0] ?? 0;
}

/** Without titles above the header and totals below the rows. */
function withoutNarrowEnds(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const from = rows.findIndex(({ length }) => length >= width);
  const to = rows.findLastIndex(({ length }) => length >= width);
  return rows.slice(from, to + 1);
}

/** Where the header has fewer names than rows have fields, fields were cut that are none, as often as not. */
function namesScore([first = [], ...rest]: readonly (readonly string[])[], width: number): number {
  const isShort = first.length < width && rest.some((row) => row.slice(first.length).some((field) => field !== ""));
  return isShort ? 0.75 : 1;
}

function valuesScore(rows: readonly (readonly string[])[]): number {
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      const isPiece = isCutApart(cell, row[index + 1]) || isCutApart(row[index - 1], cell);
      sum += isPiece ? pieceScore : cellScore(cell);
    }
    count += row.length;
  }
  return count === 0 ? 0 : sum / count;
}

const pieceScore = 0.05;

/** Whether two neighbours look like one field in single quotes. An apostrophe alone begins or ends a word as well. */
function isCutApart(left = "", right = ""): boolean {
  const opens = left.trimStart().startsWith("'") && !left.endsWith("'");
  return opens && right.endsWith("'") && !right.trimStart().startsWith("'");
}
