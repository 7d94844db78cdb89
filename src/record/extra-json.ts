import type { NamedBatch } from "../rows/named-batch.ts";
import type { JsonLayout } from "./layout-json.ts";
import type { Memory } from "./memory.ts";
import { writeText } from "./text-pool.ts";
import { writeAsItStands } from "./write-json-value.ts";

/**
 * Writes the member `_sdc_extra`: an object for each field that is no member of the record, with
 * its value as it stands. Only counted if the user has not selected that column.
 */
export function writeJsonExtra(
  source: Memory,
  { starts, ends, columns, kinds }: NamedBatch,
  layout: JsonLayout,
  fields: readonly number[],
  out: Memory,
  at: number,
): number {
  layout.tally.recordsWithExtra++;
  if (!layout.hasExtra) return at;
  at = writeText(layout.extraName, layout.lanes, out, at);
  const open = at;
  for (const field of fields) {
    at = writeName(columns[field]!, layout, out, at);
    at = writeAsItStands(kinds[field]!, source, starts[field]!, ends[field]!, out, at);
    out.bytes[at++] = closingBrace;
  }
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

/** `,{"name":` */
function writeName(column: number, layout: JsonLayout, out: Memory, at: number): number {
  const prefix = layout.extraPrefixes[column]!;
  if (prefix !== null) return writeText(prefix, layout.lanes, out, at);
  const slot = layout.slots[column]!;
  if (slot === null) return at;
  const end = writeText(slot.prefix, layout.lanes, out, at + 1);
  out.bytes[at] = comma;
  out.bytes[at + 1] = openingBrace;
  return end;
}
