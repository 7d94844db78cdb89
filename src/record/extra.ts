import type { Extra } from "./layout.ts";
import type { LineWriter } from "./line-writer.ts";
import { columnOf, slotOfField, widthOf, type Work } from "./work.ts";

const comma = 0x2c;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/**
 * Writes the member `_sdc_extra` of a row, if it has one: an object for each field, or name, that is no member of the
 * record, with what stands there as it stands.
 */
export function writeExtra(work: Work, line: LineWriter): void {
  const begin = line.at;
  line.pooled(work.layout.extraName);
  const open = line.at;
  if (work.layout.isNamed) writeNamed(work, line);
  else writePositional(work, line);
  if (line.at === open) line.at = begin;
  else closeList(line, open);
}

/** In the order of the row. */
function writeNamed(work: Work, line: LineWriter): void {
  const { batch, layout, misfits, row } = work;
  let misfit = 0;
  for (let field = batch.rows[row]!; field < batch.rows[row + 1]!; field++) {
    if (field === misfits[misfit]) {
      misfit++;
      writeMisfit(work, field, line);
    } else {
      const name = layout.extraNames[columnOf(work, field)]!;
      if (name === null) continue;
      line.pooled(name);
      line.asItStands(field);
      line.byte(closingBrace);
    }
  }
}

/** Fields without a header first, then those of columns that are no members of the record, then those that did not fit. */
function writePositional(work: Work, line: LineWriter): void {
  const { batch, layout, misfits, row } = work;
  const first = batch.rows[row]!;
  const width = widthOf(work);
  if (width > layout.slots.length) {
    line.pooled(layout.noHeaders);
    const open = line.at;
    for (let field = layout.slots.length; field < width; field++) writeItem(first + field, line);
    closeList(line, open);
    line.byte(closingBrace);
  }
  for (const extra of layout.extras) writeColumn(extra, first, width, line);
  for (const field of misfits) writeMisfit(work, field, line);
}

/** One value stands alone, several are a list. A short row may have none. */
function writeColumn({ fields, prefix }: Extra, first: number, width: number, line: LineWriter): void {
  const [one, two] = fields;
  if (one === undefined || one >= width) return;
  line.pooled(prefix);
  if (two === undefined || two >= width) line.asItStands(first + one);
  else {
    const open = line.at;
    for (const field of fields) if (field < width) writeItem(first + field, line);
    closeList(line, open);
  }
  line.byte(closingBrace);
}

function writeMisfit(work: Work, field: number, line: LineWriter): void {
  const slot = slotOfField(work, field);
  if (slot === null) return;
  line.byte(comma);
  const open = line.at;
  line.pooled(slot.prefix, slot.prefix.length - 1);
  line.bytes[open] = openingBrace;
  line.asItStands(field);
  line.byte(closingBrace);
}

function writeItem(field: number, line: LineWriter): void {
  line.byte(comma);
  line.asItStands(field);
}

/** Every item begins with a comma; the comma of the first one becomes the opening bracket. */
function closeList(line: LineWriter, open: number): void {
  line.bytes[open] = openingBracket;
  line.byte(closingBracket);
}
