import { jsonKinds } from "../rows/json-kinds.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { judgeAbsence } from "./absence.ts";
import { writeJsonExtra } from "./extra-json.ts";
import { type Slot, valueAllowance } from "./layout.ts";
import type { JsonLayout } from "./layout-json.ts";
import { LineNumber } from "./line-number.ts";
import { type Lines, linesOf } from "./lines.ts";
import { type Memory, roomyMemory } from "./memory.ts";
import { lineOf, type Progress } from "./progress.ts";
import { rejectValue } from "./reject.ts";
import { absentKey, brokenLine } from "./row-errors.ts";
import { writeText } from "./text-pool.ts";
import type { Window, Windows } from "./windows.ts";
import { writeJsonValue } from "./write-json-value.ts";
import { isNull, writeNull } from "./write-value.ts";

/**
 * Turns objects into RECORD lines: their members in their own order, then the tap's own columns and,
 * last as in the tap that this one replaces, `_sdc_extra`. `firstRow` and errors as in `encode`.
 */
export function encodeJson(
  batch: NamedBatch,
  layout: JsonLayout,
  firstRow: number,
  windows: Windows,
): Generator<Lines, void, void> {
  const source = roomyMemory(batch.bytes, endOf(batch));
  const progress: Progress = { row: 0, used: 0, firstLine: firstRow + 1, leftovers: [], rejects: [] };
  return linesOf(batch, layout, progress, windows, {
    sizeOf: (row) => sizeOf(batch, row, layout),
    fill: (window) => fill(window, source, batch, layout, progress),
    textOf: (row) => objectText(batch, row),
  });
}

/** The members of a row as JSON, of which only the white space of the file is lost; a line that is no object as it stands. */
function objectText(batch: NamedBatch, row: number): string {
  const first = batch.rows[row]!;
  if (batch.kinds[first] === jsonKinds.broken) return rowTexts(batch, row).join("");
  const members = rowTexts(batch, row).map((text, index) => {
    const name = JSON.stringify(batch.keys[batch.columns[first + index]!]!);
    const kind = batch.kinds[first + index]!;
    return `${name}:${kind === jsonKinds.text ? JSON.stringify(text) : text}`;
  });
  return `{${members.join(",")}}`;
}

/** The later of two values of one key may stand before other fields, so the last field need not be the last text. */
function endOf({ ends, rows, count }: NamedBatch): number {
  let end = 0;
  for (let field = 0; field < rows[count]!; field++) end = Math.max(end, ends[field]!);
  return end;
}

/**
 * Room that is enough for one row whatever it holds: a value is written once, behind its own name or
 * that of an extra. Not `fixedSize`, which has room for every key that the file has ever shown.
 */
function sizeOf({ starts, ends, rows, columns }: NamedBatch, row: number, layout: JsonLayout): number {
  let size = layout.emptySize;
  for (let field = rows[row]!; field < rows[row + 1]!; field++) {
    const column = columns[field]!;
    const name = layout.slots[column]?.prefix ?? layout.extraPrefixes[column];
    size += 6 * (ends[field]! - starts[field]!) + 2 * (name?.length ?? 0) + valueAllowance;
  }
  return size;
}

function fill(window: Window, source: Memory, batch: NamedBatch, layout: JsonLayout, progress: Progress): void {
  const lineNumber = new LineNumber(lineOf(progress));
  while (progress.row < batch.count && window.end - progress.used >= sizeOf(batch, progress.row, layout)) {
    progress.used = writeLine(source, batch, layout, progress, lineNumber, window.memory, progress.used);
    progress.row++;
    lineNumber.increment();
  }
}

function writeLine(
  source: Memory,
  batch: NamedBatch,
  layout: JsonLayout,
  progress: Progress,
  lineNumber: LineNumber,
  out: Memory,
  at: number,
): number {
  const { lanes } = layout;
  const first = batch.rows[progress.row]!;
  if (batch.kinds[first] === jsonKinds.broken)
    throw brokenLine(batch.reasons[batch.columns[first]!]!, layout, lineOf(progress));
  at = writeText(layout.head, lanes, out, at);
  const open = at;
  at = writeMembers(source, batch, layout, progress, out, at);
  at = writeText(layout.origin, lanes, out, at);
  if (layout.hasLineNumber) at = lineNumber.write(out, at);
  if (progress.leftovers.length > 0 && layout.stream.onMismatch === "reject") rejectMisfits(batch, layout, progress);
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

/** Of what is left over, takes out what has a column and does not fit there. */
function rejectMisfits(batch: NamedBatch, layout: JsonLayout, progress: Progress): void {
  const { leftovers, rejects } = progress;
  let kept = 0;
  for (const field of leftovers) {
    const slot = layout.slots[batch.columns[field]!]!;
    if (slot === null) leftovers[kept++] = field;
    else rejects.push(rejectValue(batch, field, slot, layout, lineOf(progress)));
  }
  leftovers.length = kept;
}

function writeMembers(
  source: Memory,
  batch: NamedBatch,
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
  if (keys < layout.keys.size) throw absentKey(missingKeyOf(batch, layout, progress.row), layout, lineOf(progress));
  return at;
}

function missingKeyOf({ columns, rows, keys }: NamedBatch, layout: JsonLayout, row: number): string {
  const present = new Set(Array.from(columns.subarray(rows[row], rows[row + 1]), (column) => keys[column]));
  return [...layout.keys].find((name) => !present.has(name)) ?? "";
}

function writeMember(
  source: Memory,
  batch: NamedBatch,
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
  if (judgeAbsence(slot, end, layout, lineOf(progress))) progress.leftovers.push(field);
  // A column that takes no null has no value in this record.
  return slot.type.isNullable ? writeNull(out, at) : begin;
}
