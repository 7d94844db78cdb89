import type { RowBatch } from "../csv/rows.ts";
import { TapError } from "../errors.ts";
import { writeString } from "./json-bytes.ts";
import type { Layout } from "./layout.ts";
import { LineNumber } from "./line-number.ts";
import { writeExtra } from "./extra.ts";
import { writeText } from "./text-pool.ts";
import type { Window, Windows } from "./windows.ts";

/** Complete RECORD lines. The bytes stay as they are until the next but one Lines is asked for. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly records: number;
}

/**
 * Turns rows into RECORD lines. `firstRow` is the number of records of the file before this batch.
 * A row that cannot be a record is an error; the lines before it are given out first.
 */
export function* encode(
  batch: RowBatch,
  layout: Layout,
  firstRow: number,
  windows: Windows,
): Generator<Lines, void, void> {
  const progress: Progress = { row: 0, used: 0, lineNumber: new LineNumber(firstRow + 2), misfits: [] };
  while (progress.row < batch.count) {
    const first = progress.row;
    const window = windows.take(sizeOf(batch, first, layout));
    const failure = attempt(() => fill(window, batch, layout, progress));
    if (progress.row > first) {
      yield { bytes: window.bytes.subarray(0, progress.used), records: progress.row - first };
    }
    if (failure !== null) throw failure.error;
  }
}

interface Progress {
  /** The next row. */
  row: number;
  /** Bytes of whole lines in the window. */
  used: number;
  readonly lineNumber: LineNumber;
  /** Fields of the row at hand whose values did not fit. */
  readonly misfits: number[];
}

function attempt(work: () => void): { readonly error: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    return { error };
  }
}

/** Room that is enough for one row whatever it holds, so that nothing behind this has to check. */
function sizeOf(batch: RowBatch, row: number, layout: Layout): number {
  const first = batch.rows[row]!;
  const end = batch.rows[row + 1]!;
  if (first === end) return layout.fixedSize;
  return 6 * (batch.ends[end - 1]! - batch.starts[first]!) + 8 * (end - first) + layout.fixedSize;
}

/** Encodes rows until there are no more or the window is full. */
function fill(window: Window, batch: RowBatch, layout: Layout, progress: Progress): void {
  const { bytes, starts, ends, rows } = batch;
  const { slots, lanes } = layout;
  const { lineNumber, misfits } = progress;
  const { bytes: out, view } = window;
  let at = 0;
  for (let row = progress.row; row < batch.count; row++) {
    if (out.length - at < sizeOf(batch, row, layout)) break;
    const firstField = rows[row]!;
    const fieldCount = rows[row + 1]! - firstField;
    const slotCount = Math.min(fieldCount, slots.length);
    at = writeText(layout.head, lanes, view, at);
    const open = at;
    for (let field = 0; field < slotCount; field++) {
      const slot = slots[field]!;
      if (slot === null) continue;
      const from = starts[firstField + field]!;
      const to = ends[firstField + field]!;
      at = writeText(slot.prefix, lanes, view, at);
      at = writeString(bytes, from, to, out, at);
    }
    if (fieldCount < layout.keyedWidth) throw shortRow(layout, lineNumber);
    if (fieldCount !== slots.length) countWidth(fieldCount, layout);
    if (layout.extras.length > 0 || fieldCount > slots.length || misfits.length > 0) {
      layout.tally.recordsWithExtra++;
      if (layout.hasExtra) at = writeExtra({ batch, firstField, fieldCount }, misfits, layout, window, at);
      misfits.length = 0;
    }
    at = writeText(layout.origin, lanes, view, at);
    if (layout.hasLineNumber) at = lineNumber.write(out, at);
    // Every member begins with a comma; the comma of the first one becomes the opening brace.
    out[open] = openingBrace;
    if (at === open) at++;
    at = writeText(layout.foot, lanes, view, at);
    lineNumber.increment();
    progress.row = row + 1;
    progress.used = at;
  }
}

const openingBrace = 0x7b;

function countWidth(fieldCount: number, { slots, tally }: Layout): void {
  if (fieldCount > slots.length) tally.longRows++;
  else tally.shortRows++;
}

function shortRow({ source }: Layout, lineNumber: LineNumber): TapError {
  return new TapError(
    "data",
    `Cannot read line ${lineNumber.value} of "${source.file}": the row ends before the key columns; ` +
      "correct the file, or choose other key_properties",
    { place: { bucket: source.bucket, key: source.file, line: lineNumber.value } },
  );
}
