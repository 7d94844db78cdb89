import type { RowBatch } from "../csv/rows.ts";
import { writeString } from "./json-bytes.ts";
import type { Extra, Layout } from "./layout.ts";
import { writeText } from "./text-pool.ts";
import type { Window } from "./windows.ts";

/**
 * Writes the member `_sdc_extra` of a row, if it has one: values without a header first, then those
 * of columns that are no members of the record, then those that did not fit, by field. All as text.
 */
export function writeExtra(
  batch: RowBatch,
  rowIndex: number,
  misfits: readonly number[],
  layout: Layout,
  window: Window,
  at: number,
): number {
  const firstField = batch.rows[rowIndex]!;
  const row: Row = { batch, firstField, fieldCount: batch.rows[rowIndex + 1]! - firstField };
  const begin = at;
  at = writeText(layout.extraName, layout.lanes, window.view, at);
  const open = at;
  if (row.fieldCount > layout.slots.length) at = writeSurplus(row, layout, window, at);
  for (const extra of layout.extras) at = writeColumn(row, extra, layout, window, at);
  for (const field of misfits) at = writeMisfit(row, field, layout, window, at);
  if (at === open) return begin;
  // Every item begins with a comma; the comma of the first one becomes the opening bracket.
  window.bytes[open] = openingBracket;
  window.bytes[at++] = closingBracket;
  return at;
}

/** The fields of one row. */
interface Row {
  readonly batch: RowBatch;
  readonly firstField: number;
  readonly fieldCount: number;
}

const comma = 0x2c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

function writeSurplus(row: Row, layout: Layout, { bytes: out, view }: Window, at: number): number {
  at = writeText(layout.noHeaders, layout.lanes, view, at);
  const open = at;
  for (let field = layout.slots.length; field < row.fieldCount; field++) at = writeItem(row, field, out, at);
  out[open] = openingBracket;
  out[at++] = closingBracket;
  out[at++] = closingBrace;
  return at;
}

/** One value stands alone, several are a list. A short row may have none. */
function writeColumn(row: Row, extra: Extra, layout: Layout, { bytes: out, view }: Window, at: number): number {
  const [first, second] = extra.fields;
  if (first === undefined || first >= row.fieldCount) return at;
  at = writeText(extra.prefix, layout.lanes, view, at);
  if (second === undefined || second >= row.fieldCount) {
    at = writeRaw(row, first, out, at);
  } else {
    const open = at;
    for (const field of extra.fields) if (field < row.fieldCount) at = writeItem(row, field, out, at);
    out[open] = openingBracket;
    out[at++] = closingBracket;
  }
  out[at++] = closingBrace;
  return at;
}

function writeMisfit(row: Row, field: number, layout: Layout, { bytes: out, view }: Window, at: number): number {
  const slot = layout.slots[field];
  if (slot === undefined || slot === null) return at;
  out[at++] = comma;
  const open = at;
  at = writeText(slot.prefix, layout.lanes, view, at);
  out[open] = openingBrace;
  at = writeRaw(row, field, out, at);
  out[at++] = closingBrace;
  return at;
}

function writeItem(row: Row, field: number, out: Uint8Array, at: number): number {
  out[at] = comma;
  return writeRaw(row, field, out, at + 1);
}

function writeRaw({ batch, firstField }: Row, field: number, out: Uint8Array, at: number): number {
  return writeString(batch.bytes, batch.starts[firstField + field]!, batch.ends[firstField + field]!, out, at);
}
