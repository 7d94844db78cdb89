import type { RowBatch } from "../rows/row-batch.ts";
import { writeString } from "./json-bytes.ts";
import type { Extra, Layout } from "./layout.ts";
import type { Memory } from "./memory.ts";
import { writeText } from "./text-pool.ts";

/** The fields of one row. */
export interface Row {
  readonly source: Memory;
  readonly starts: RowBatch["starts"];
  readonly ends: RowBatch["ends"];
  readonly first: number;
  readonly count: number;
}

/**
 * Writes the member `_sdc_extra` of a row, if it has one: values without a header first, then those
 * of columns that are no members of the record, then those that did not fit, by field. All as text.
 */
export function writeExtra(row: Row, misfits: readonly number[], layout: Layout, out: Memory, at: number): number {
  const begin = at;
  at = writeText(layout.extraName, layout.lanes, out, at);
  const open = at;
  if (row.count > layout.slots.length) at = writeSurplus(row, layout, out, at);
  for (const extra of layout.extras) at = writeColumn(row, extra, layout, out, at);
  for (const field of misfits) at = writeMisfit(row, field, layout, out, at);
  if (at === open) return begin;
  // Every item begins with a comma; the comma of the first one becomes the opening bracket.
  out.bytes[open] = openingBracket;
  out.bytes[at] = closingBracket;
  return at + 1;
}

const comma = 0x2c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

function writeSurplus(row: Row, layout: Layout, out: Memory, at: number): number {
  at = writeText(layout.noHeaders, layout.lanes, out, at);
  const open = at;
  for (let field = layout.slots.length; field < row.count; field++) at = writeItem(row, field, out, at);
  out.bytes[open] = openingBracket;
  out.bytes[at++] = closingBracket;
  out.bytes[at++] = closingBrace;
  return at;
}

/** One value stands alone, several are a list. A short row may have none. */
function writeColumn(row: Row, extra: Extra, layout: Layout, out: Memory, at: number): number {
  const [first, second] = extra.fields;
  if (first === undefined || first >= row.count) return at;
  at = writeText(extra.prefix, layout.lanes, out, at);
  if (second === undefined || second >= row.count) {
    at = writeField(row, first, out, at);
  } else {
    const open = at;
    for (const field of extra.fields) if (field < row.count) at = writeItem(row, field, out, at);
    out.bytes[open] = openingBracket;
    out.bytes[at++] = closingBracket;
  }
  out.bytes[at++] = closingBrace;
  return at;
}

function writeMisfit(row: Row, field: number, layout: Layout, out: Memory, at: number): number {
  const slot = layout.slots[field];
  if (slot === undefined || slot === null) return at;
  out.bytes[at++] = comma;
  const open = at;
  at = writeText(slot.prefix, layout.lanes, out, at);
  out.bytes[open] = openingBrace;
  at = writeField(row, field, out, at);
  out.bytes[at++] = closingBrace;
  return at;
}

function writeItem(row: Row, field: number, out: Memory, at: number): number {
  out.bytes[at] = comma;
  return writeField(row, field, out, at + 1);
}

function writeField({ source, starts, ends, first }: Row, field: number, out: Memory, at: number): number {
  return writeString(source, starts[first + field]!, ends[first + field]!, out, at);
}
