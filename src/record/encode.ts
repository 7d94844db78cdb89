import { rowTexts } from "../csv/row-texts.ts";
import type { RowBatch } from "../csv/rows.ts";
import { judgeAbsence } from "./absence.ts";
import { writeDateTime } from "./dates.ts";
import { type Row, writeExtra } from "./extra.ts";
import { writeStringRest } from "./json-bytes.ts";
import type { Layout } from "./layout.ts";
import { LineNumber } from "./line-number.ts";
import { type Lines, linesOf, type Progress } from "./lines.ts";
import { copyText, type Memory, roomyMemory } from "./memory.ts";
import { rejectValue } from "./reject.ts";
import { missingKey } from "./row-errors.ts";
import { dateTime, integer, number, other, plainText, skip, textOrNull } from "./steps.ts";
import { writeText } from "./text-pool.ts";
import type { Windows } from "./windows.ts";
import { notPlain, writeInteger, writeNumber } from "./values.ts";
import { writeNull, writeUnlikely, writeValue } from "./write-value.ts";

/**
 * Turns rows into RECORD lines. `firstRow` is the number of rows of the file before this batch.
 * What becomes of a row that cannot be a record, see `linesOf`.
 */
export function encode(
  batch: RowBatch,
  layout: Layout,
  firstRow: number,
  windows: Windows,
): Generator<Lines, void, void> {
  const { bytes, ends, rows, count } = batch;
  const source = roomyMemory(bytes, ends[rows[count]! - 1] ?? 0);
  const progress: RowProgress = {
    row: 0,
    used: 0,
    lineNumber: new LineNumber(firstRow + 2),
    leftovers: [],
    rejects: [],
    suspects: batch.suspects ?? Uint32Array.from({ length: rows[count]! + 1 }, (_, field) => field),
    suspect: 0,
  };
  return linesOf(batch, layout, progress, windows, {
    sizeOf: (row) => sizeOf(batch, row, layout),
    fill: (window) => fill(window, source, batch, layout, progress),
    textOf: (row) => rowTexts(batch, row).map(quoted).join(","),
  });
}

interface RowProgress extends Progress {
  /** As in RowBatch; every field where nobody looked. */
  readonly suspects: Uint32Array;
  /** Which of them comes next. */
  suspect: number;
}

/** As CSV, whatever the dialect of the file: https://www.rfc-editor.org/rfc/rfc4180#section-2 */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Room that is enough for one row whatever it holds, so that nothing behind this has to check. */
function sizeOf(batch: RowBatch, row: number, layout: Layout): number {
  const first = batch.rows[row]!;
  const end = batch.rows[row + 1]!;
  if (first === end) return layout.fixedSize;
  return 6 * (batch.ends[end - 1]! - batch.starts[first]!) + 8 * (end - first) + layout.fixedSize;
}

/** Encodes rows until there are no more or the window is full. */
function fill(out: Memory, source: Memory, batch: RowBatch, layout: Layout, progress: RowProgress): void {
  const capacity = out.bytes.length;
  let { row } = progress;
  let used = 0;
  try {
    while (row < batch.count && capacity - used >= sizeOf(batch, row, layout)) {
      used = writeLine(source, batch, row, layout, progress, out, used);
      row++;
      progress.lineNumber.increment();
    }
  } finally {
    progress.row = row;
    progress.used = used;
  }
}

function writeLine(
  source: Memory,
  batch: RowBatch,
  row: number,
  layout: Layout,
  progress: RowProgress,
  out: Memory,
  at: number,
): number {
  const { lanes } = layout;
  at = writeText(layout.head, lanes, out, at);
  const open = at;
  at = writeMembers(source, batch, row, layout, progress, out, at);
  at = writeText(layout.origin, lanes, out, at);
  if (layout.hasLineNumber) at = progress.lineNumber.write(out, at);
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  out.bytes[open] = openingBrace;
  if (at === open) at++;
  return writeText(layout.foot, lanes, out, at);
}

const openingBrace = 0x7b;
const quote = 0x22;

function writeMembers(
  source: Memory,
  batch: RowBatch,
  row: number,
  layout: Layout,
  progress: RowProgress,
  out: Memory,
  at: number,
): number {
  const { starts, ends, rows } = batch;
  const { suspects } = progress;
  const { slots, lanes, nullLengths } = layout;
  const { kinds, lanes: prefixes, lengths } = layout.steps;
  const { bytes, view } = out;
  const first = rows[row]!;
  const count = rows[row + 1]! - first;
  if (count < layout.keyedWidth) throw missingKey(layout, progress.lineNumber.value);
  let suspect = suspects[progress.suspect]!;
  const members = Math.min(count, kinds.length);
  for (let field = 0; field < members; field++) {
    const kind = kinds[field]!;
    if (kind === skip) continue;
    const from = starts[first + field]!;
    const to = ends[first + field]!;
    const begin = at;
    const lane = prefixes[field]!;
    const length = lengths[field]!;
    // writeText without its loop for two lanes, which is as long as most names are.
    view.setFloat64(at, lanes[lane]!, true);
    view.setFloat64(at + 8, lanes[lane + 1]!, true);
    for (let done = 16; done < length; done += 8) view.setFloat64(at + done, lanes[lane + (done >> 3)]!, true);
    at += length;
    let end = notPlain;
    if (kind === plainText || (kind === textOrNull && ((nullLengths >>> Math.min(to - from, 31)) & 1) === 0)) {
      if (kind === textOrNull) bytes[at++] = quote;
      while (suspect < first + field) suspect = suspects[++progress.suspect]!;
      if (suspect > first + field) {
        end = copyText(source, from, to, out, at);
        bytes[end++] = quote;
      } else end = writeStringRest(source, from, to, out, at);
    } else if (kind === integer) end = writeInteger(source, from, to, out, at);
    else if (kind === number) end = writeNumber(source, from, to, out, at);
    else if (kind === dateTime) end = writeDateTime(source, from, to, out, at);
    if (kind === other) end = writeValue(slots[field]!, layout, source, from, to, out, at);
    else if (end === notPlain) end = writeUnlikely(slots[field]!, layout, source, from, to, out, at);
    at = end >= 0 ? end : writeAbsence(field, end, layout, progress, out, begin, at);
  }
  const isRegular = count === slots.length && layout.extras.length === 0 && progress.leftovers.length === 0;
  if (isRegular) return at;
  if (layout.stream.onMismatch === "reject") rejectMisfits(batch, first, layout, progress);
  return writeLeftovers({ source, starts, ends, first, count }, layout, progress, out, at);
}

/** What becomes of a member that has no value: null, or no member at all where its column takes no null. */
function writeAbsence(
  field: number,
  why: number,
  layout: Layout,
  progress: Progress,
  out: Memory,
  begin: number,
  at: number,
): number {
  const slot = layout.slots[field]!;
  if (judgeAbsence(slot, why, layout, progress.lineNumber.value)) progress.leftovers.push(field);
  return slot.type.isNullable ? writeNull(out, at) : begin;
}

/** `_sdc_extra`, or only a count of what would be in it if the user had selected it. */
function writeLeftovers(row: Row, layout: Layout, { leftovers }: Progress, out: Memory, at: number): number {
  const { slots, tally } = layout;
  if (row.count > slots.length) tally.longRows++;
  if (row.count < slots.length) tally.shortRows++;
  const end = writeExtra(row, leftovers, layout, out, at);
  leftovers.length = 0;
  if (end > at) tally.recordsWithExtra++;
  return layout.hasExtra ? end : at;
}

function rejectMisfits(
  batch: RowBatch,
  first: number,
  layout: Layout,
  { leftovers, rejects, lineNumber }: Progress,
): void {
  for (const field of leftovers) {
    const slot = layout.slots[field]!;
    if (slot !== null) rejects.push(rejectValue(batch, first + field, slot, layout, lineNumber.value));
  }
  leftovers.length = 0;
}
