import { rowText } from "../rows/row-text.ts";
import type { Reject } from "./reject.ts";
import { misfitReason, type RowError } from "./row-errors.ts";
import type { Slot } from "./slot.ts";
import { lineOf, type Work } from "./work.ts";

/** The value of a field, by its number in the batch. */
export function rejectValue(work: Work, field: number, slot: Slot): Reject {
  const { bytes, starts, ends } = work.batch;
  const text = Buffer.from(bytes.subarray(starts[field], ends[field])).toString();
  return { rejected: "value", ...placeOf(work, field), column: slot.name, reason: misfitReason(slot), text };
}

/** The row at hand, and its text as it can be told. */
export function rejectRow(work: Work, { column, reason }: RowError): Reject {
  const { batch, row } = work;
  return { rejected: "row", ...placeOf(work, batch.rows[row] ?? 0), column, reason, text: rowText(batch, row) };
}

function placeOf(work: Work, field: number): Pick<Reject, "line" | "position"> {
  const { offset, starts } = work.batch;
  const start = starts[field];
  return { line: lineOf(work), position: offset === null || start === undefined ? null : offset + start };
}
