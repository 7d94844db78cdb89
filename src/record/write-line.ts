import type { RowBatch } from "../rows/row-batch.ts";
import { judgeAbsence } from "./absence.ts";
import { writeExtra } from "./extra.ts";
import { writeStringRest } from "./json-bytes.ts";
import type { Layout } from "./layout.ts";
import { LineNumber } from "./line-number.ts";
import type { Memory } from "./memory.ts";
import { lineOf, type Progress } from "./progress.ts";
import { rejectValue } from "./reject.ts";
import { missingKey } from "./row-errors.ts";
import { writeText } from "./text-pool.ts";
import { writeNull, writeValue } from "./write-value.ts";

/** The rows that are being encoded. */
export interface RowWork {
  readonly batch: RowBatch;
  readonly layout: Layout;
  readonly progress: Progress;
  /** The bytes of the batch, with room behind them. */
  readonly source: Memory;
}

const openingBrace = 0x7b;

/** Writes the line of the next row, whatever is in it, and returns the position behind it. */
export function writeLine(work: RowWork, out: Memory, at: number): number {
  const { batch, layout, progress } = work;
  const { lanes, slots } = layout;
  const width = batch.rows[progress.row + 1]! - batch.rows[progress.row]!;
  if (width < layout.keyedWidth) throw missingKey(layout, lineOf(progress));
  at = writeText(layout.head, lanes, out, at);
  const open = at;
  for (let field = 0; field < Math.min(width, slots.length); field++) {
    const slot = slots[field]!;
    if (slot === null) continue;
    at = writeMember(work, field, out, at, writeText(slot.prefix, lanes, out, at));
  }
  const isRegular = width === slots.length && layout.extras.length === 0 && progress.leftovers.length === 0;
  if (!isRegular) at = writeLeftovers(work, out, at);
  at = writeText(layout.origin, lanes, out, at);
  if (layout.hasLineNumber) at = new LineNumber(lineOf(progress)).write(out, at);
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  out.bytes[open] = openingBrace;
  if (at === open) at++;
  return writeText(layout.foot, lanes, out, at);
}

/**
 * Writes the value of a field, by its number in the row, behind its name, which is there from `begin` up to `at`. A
 * field without a value is null, or no member at all where its column takes no null.
 */
export function writeMember(work: RowWork, field: number, out: Memory, begin: number, at: number): number {
  const { batch, layout, progress, source } = work;
  const slot = layout.slots[field]!;
  const index = batch.rows[progress.row]! + field;
  const from = batch.starts[index]!;
  const to = batch.ends[index]!;
  if (slot.isPlainText) return writeStringRest(source, from, to, out, at);
  const end = writeValue(slot, layout, source, from, to, out, at);
  if (end >= 0) return end;
  if (judgeAbsence(slot, end, layout, lineOf(progress))) progress.leftovers.push(field);
  return slot.type.isNullable ? writeNull(out, at) : begin;
}

/** `_sdc_extra`, or only a count of what would be in it if the user had selected it. */
export function writeLeftovers({ batch, layout, progress, source }: RowWork, out: Memory, at: number): number {
  const { slots, tally } = layout;
  const { leftovers } = progress;
  const { starts, ends, rows } = batch;
  const first = rows[progress.row]!;
  const count = rows[progress.row + 1]! - first;
  if (layout.stream.onMismatch === "reject") rejectMisfits(batch, first, layout, progress);
  if (count > slots.length) tally.longRows++;
  if (count < slots.length) tally.shortRows++;
  const end = writeExtra({ source, starts, ends, first, count }, leftovers, layout, out, at);
  leftovers.length = 0;
  if (end > at) tally.recordsWithExtra++;
  return layout.hasExtra ? end : at;
}

function rejectMisfits(batch: RowBatch, first: number, layout: Layout, progress: Progress): void {
  const { leftovers, rejects } = progress;
  for (const field of leftovers) {
    const slot = layout.slots[field]!;
    if (slot !== null) rejects.push(rejectValue(batch, first + field, slot, layout, lineOf(progress)));
  }
  leftovers.length = 0;
}
