import { jsonKinds } from "../rows/json-kinds.ts";
import { isNamed } from "../rows/named-batch.ts";
import { absentKey, brokenLine, missingKey, otherWidth, type RowError } from "./row-errors.ts";
import { lineOf, type Work } from "./work.ts";

/** Whether the next row is one that could not be read. */
export function isBroken({ batch, row }: Work): boolean {
  return batch.kinds !== undefined && batch.kinds[batch.rows[row] ?? 0] === jsonKinds.broken && widthOf(batch, row) > 0;
}

/** Why the next row could not be read. */
export function brokenRow(work: Work): RowError {
  const { batch, layout, row } = work;
  const reason = isNamed(batch) ? batch.reasons[batch.columns[batch.rows[row] ?? 0] ?? 0] : undefined;
  return brokenLine(reason ?? "", layout, lineOf(work));
}

/** Whether the next row lacks one of its keys. */
export function isKeyless({ batch, layout, row }: Work): boolean {
  if (batch.columns === undefined) return widthOf(batch, row) < layout.minFields;
  let keys = 0;
  for (let field = batch.rows[row] ?? 0; field < (batch.rows[row + 1] ?? 0); field++) {
    if (layout.slots[batch.columns[field] ?? 0]?.isKey === true) keys++;
  }
  return keys < layout.keys.size;
}

/** Whether the next row has more or fewer values than the header, as only one of CSV can. */
export function isRagged({ batch, layout, row }: Work): boolean {
  return !layout.isNamed && widthOf(batch, row) !== layout.slots.length;
}

/** Whether the next row, one of CSV, has fewer values than the header. */
export function isShort({ batch, layout, row }: Work): boolean {
  return widthOf(batch, row) < layout.slots.length;
}

/** The error of a row of another width, where it is none. */
export function raggedRow(work: Work): RowError {
  const { batch, layout, row } = work;
  return otherWidth(widthOf(batch, row), layout, lineOf(work));
}

/** The error of a row that lacks one of its keys. */
export function keylessRow(work: Work): RowError {
  const { batch, layout, row } = work;
  if (!isNamed(batch)) return missingKey(layout, lineOf(work));
  const { columns, rows, keys } = batch;
  const present = new Set(Array.from(columns.subarray(rows[row], rows[row + 1]), (column) => keys[column]));
  const name = [...layout.keys].find((name) => !present.has(name)) ?? "";
  return absentKey(name, layout, lineOf(work));
}

function widthOf({ rows }: Work["batch"], row: number): number {
  return (rows[row + 1] ?? 0) - (rows[row] ?? 0);
}
