import { jsonKinds } from "../rows/json-kinds.ts";
import { widthOf, type Work } from "./work.ts";

/** Whether the row at hand is one that could not be read. */
export function isBroken(work: Work): boolean {
  const { kinds, rows } = work.batch;
  return kinds !== undefined && kinds[rows[work.row] ?? 0] === jsonKinds.broken && widthOf(work) > 0;
}

/** Whether it lacks one of its keys. */
export function isKeyless(work: Work): boolean {
  const { batch, layout, row } = work;
  if (batch.columns === undefined) return widthOf(work) < layout.minFields;
  const columns = batch.columns.subarray(batch.rows[row], batch.rows[row + 1]);
  return columns.filter((column) => layout.slots[column]?.isKey === true).length < layout.keys.size;
}

/** Whether it has more or fewer values than the header, as only a row of CSV can. */
export function isRagged(work: Work): boolean {
  return !work.layout.isNamed && widthOf(work) !== work.layout.slots.length;
}
