import { jsonKinds } from "../rows/json-kinds.ts";
import { writeExtra } from "./extra.ts";
import { hasOneWidth } from "./layout.ts";
import type { LineWriter } from "./line-writer.ts";
import { rejectValue } from "./reject-row.ts";
import { brokenRow, keylessRow, raggedRow } from "./row-errors.ts";
import { lineOf, slotOfField, widthOf, type Work } from "./work.ts";
import { writeMember } from "./write-member.ts";

const openingBrace = 0x7b;

/** Writes the line of the row at hand, whatever is in it: the way of the rows that are too large for the kernel. */
export function writeLine(work: Work, line: LineWriter): void {
  const { batch, layout, row } = work;
  const { isNamed } = layout;
  const first = batch.rows[row]!;
  const width = widthOf(work);
  if (isBroken(work)) throw brokenRow(work);
  // Of objects it is told last, when a key that is there may have been wrong.
  if (!isNamed && isKeyless(work)) throw keylessRow(work);
  if (hasOneWidth(layout) && isRagged(work)) throw raggedRow(work);
  line.pooled(layout.linePrefix);
  const open = line.at;
  const end = first + (isNamed ? width : Math.min(width, layout.slots.length));
  for (let field = first; field < end; field++) {
    const slot = slotOfField(work, field);
    if (slot === null) continue;
    const begin = line.at;
    line.pooled(slot.prefix, slot.prefix.length - 1);
    writeMember(work, field, slot, line, begin);
  }
  if (isNamed && isKeyless(work)) throw keylessRow(work);
  if (isNamed) writeOrigin(work, line);
  writeRest(work, line);
  if (!isNamed) writeOrigin(work, line);
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  line.bytes[open] = openingBrace;
  if (line.at === open) line.at++;
  line.pooled(layout.lineSuffix);
}

/** Whether the row at hand is one that could not be read. */
function isBroken(work: Work): boolean {
  const { kinds, rows } = work.batch;
  return kinds !== undefined && kinds[rows[work.row] ?? 0] === jsonKinds.broken && widthOf(work) > 0;
}

/** Whether it lacks one of its keys. */
function isKeyless(work: Work): boolean {
  const { batch, layout, row } = work;
  if (batch.columns === undefined) return widthOf(work) < layout.minFields;
  const columns = batch.columns.subarray(batch.rows[row], batch.rows[row + 1]);
  return columns.filter((column) => layout.slots[column]?.isKey === true).length < layout.keys.size;
}

/** Whether it has more or fewer values than the header, as only a row of CSV can. */
function isRagged(work: Work): boolean {
  return !work.layout.isNamed && widthOf(work) !== work.layout.slots.length;
}

function writeOrigin(work: Work, line: LineWriter): void {
  const { sourceColumns, hasLineNumber } = work.layout;
  line.pooled(sourceColumns);
  if (hasLineNumber) line.json(String(lineOf(work)));
}

/** Of what is no member of the record, rejects what has a column and does not fit there, and writes the rest. */
export function writeRest(work: Work, line: LineWriter): void {
  const { layout, misfits, rejects } = work;
  if (isRagged(work)) layout.tally.countRagged(lineOf(work), widthOf(work) < layout.slots.length);
  if (layout.stream.onMismatch === "reject") {
    for (const field of misfits) {
      const slot = slotOfField(work, field);
      if (slot !== null) rejects.push(rejectValue(work, field, slot));
    }
    misfits.length = 0;
  }
  if (layout.hasExtra) writeExtra(work, line);
  misfits.length = 0;
}
