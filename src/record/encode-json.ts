import { type JsonBatch, jsonKinds } from "../jsonl/json-rows.ts";
import { judgeAbsence } from "./absence.ts";
import { attempt, type Lines } from "./encode.ts";
import { writeJsonExtra } from "./extra-json.ts";
import type { Slot } from "./layout.ts";
import type { JsonLayout } from "./layout-json.ts";
import { LineNumber } from "./line-number.ts";
import { type Memory, roomyMemory } from "./memory.ts";
import { absentKey } from "./row-errors.ts";
import { writeText } from "./text-pool.ts";
import type { Windows } from "./windows.ts";
import { writeJsonValue } from "./write-json-value.ts";
import { isNull, writeNull } from "./write-value.ts";

/**
 * Turns objects into RECORD lines: their members in their own order, then the tap's own columns and,
 * last as in the tap that this one replaces, `_sdc_extra`. `firstRow` and errors as in `encode`.
 */
export function* encodeJson(
  batch: JsonBatch,
  layout: JsonLayout,
  firstRow: number,
  windows: Windows,
): Generator<Lines, void, void> {
  const source = roomyMemory(batch.bytes, endOf(batch));
  const progress: Progress = { row: 0, used: 0, lineNumber: new LineNumber(firstRow + 1), leftovers: [] };
  while (progress.row < batch.count) {
    const first = progress.row;
    const window = windows.take(sizeOf(batch, first, layout));
    const failure = attempt(() => fill(window, source, batch, layout, progress));
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
  /** Fields of the row at hand that go into `_sdc_extra`. */
  readonly leftovers: number[];
}

/** The later of two values of one key may stand before other fields, so the last field need not be the last text. */
function endOf({ ends, rows, count }: JsonBatch): number {
  let end = 0;
  for (let field = 0; field < rows[count]!; field++) end = Math.max(end, ends[field]!);
  return end;
}

/** Room that is enough for one row whatever it holds: a value is written once, with its name or with that of an extra. */
function sizeOf({ starts, ends, rows }: JsonBatch, row: number, layout: JsonLayout): number {
  let size = layout.fixedSize;
  for (let field = rows[row]!; field < rows[row + 1]!; field++) size += 6 * (ends[field]! - starts[field]!) + 8;
  return size;
}

function fill(out: Memory, source: Memory, batch: JsonBatch, layout: JsonLayout, progress: Progress): void {
  progress.used = 0;
  while (progress.row < batch.count && out.bytes.length - progress.used >= sizeOf(batch, progress.row, layout)) {
    progress.used = writeLine(source, batch, layout, progress, out, progress.used);
    progress.row++;
    progress.lineNumber.increment();
  }
}

function writeLine(
  source: Memory,
  batch: JsonBatch,
  layout: JsonLayout,
  progress: Progress,
  out: Memory,
  at: number,
): number {
  const { lanes } = layout;
  at = writeText(layout.head, lanes, out, at);
  const open = at;
  at = writeMembers(source, batch, layout, progress, out, at);
  at = writeText(layout.origin, lanes, out, at);
  if (layout.hasLineNumber) at = progress.lineNumber.write(out, at);
  if (progress.leftovers.length > 0) {
    at = writeJsonExtra(source, batch, layout, progress.leftovers, out, at);
    progress.leftovers.length = 0;
  }
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  out.bytes[open] = openingBrace;
  if (at === open) at++;
  return writeText(layout.foot, lanes, out, at);
}

const openingBrace = 0x7b;

function writeMembers(
  source: Memory,
  batch: JsonBatch,
  layout: JsonLayout,
  progress: Progress,
  out: Memory,
  at: number,
): number {
  const { columns, rows } = batch;
  let keys = 0;
  for (let field = rows[progress.row]!; field < rows[progress.row + 1]!; field++) {
    const slot = layout.slots[columns[field]!]!;
    if (slot === null) {
      if (layout.extraPrefixes[columns[field]!]! !== null) progress.leftovers.push(field);
      continue;
    }
    if (slot.isKey) keys++;
    at = writeMember(source, batch, field, slot, layout, progress, out, at);
  }
  if (keys < layout.keys.size)
    throw absentKey(missingKeyOf(batch, layout, progress.row), layout, progress.lineNumber.value);
  return at;
}

function missingKeyOf({ columns, rows, keys }: JsonBatch, layout: JsonLayout, row: number): string {
  const present = new Set(Array.from(columns.subarray(rows[row], rows[row + 1]), (column) => keys[column]));
  return [...layout.keys].find((name) => !present.has(name)) ?? "";
}

function writeMember(
  source: Memory,
  batch: JsonBatch,
  field: number,
  slot: Slot,
  layout: JsonLayout,
  progress: Progress,
  out: Memory,
  at: number,
): number {
  const begin = at;
  at = writeText(slot.prefix, layout.lanes, out, at);
  const { kinds, starts, ends } = batch;
  const kind = kinds[field]!;
  const end =
    kind === jsonKinds.null
      ? isNull
      : writeJsonValue(slot, layout, kind, source, starts[field]!, ends[field]!, out, at);
  if (end >= 0) return end;
  if (judgeAbsence(slot, end, layout, progress.lineNumber.value)) progress.leftovers.push(field);
  // A column that takes no null has no value in this record.
  return slot.type.isNullable ? writeNull(out, at) : begin;
}
