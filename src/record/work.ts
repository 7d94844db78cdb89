import type { NamedBatch } from "../rows/named-batch.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { EncodeKernel } from "./encode-kernel.ts";
import type { Layout } from "./layout.ts";
import type { Reject } from "./reject.ts";
import type { Slot } from "./slot.ts";

/** A batch that is being encoded, and how far. */
export interface Work {
  readonly batch: RowBatch | NamedBatch;
  readonly layout: Layout;
  readonly kernel: EncodeKernel;
  /** The line of the batch's first row, as `_sdc_source_lineno` counts. */
  readonly firstLine: number;
  /** The row at hand. */
  row: number;
  /** Where the whole lines in the window end. */
  used: number;
  /** Fields of the row at hand that do not fit, by their numbers in the batch. */
  readonly misfits: number[];
  rejects: Reject[];
}

/** The line of the row at hand. */
export function lineOf({ firstLine, row }: Work): number {
  return firstLine + row;
}

/** How many fields it has. */
export function widthOf({ batch: { rows }, row }: Work): number {
  return (rows[row + 1] ?? 0) - (rows[row] ?? 0);
}

/** The column of a field, by its number in the batch. */
export function columnOf({ batch, row }: Work, field: number): number {
  return batch.columns === undefined ? field - (batch.rows[row] ?? 0) : (batch.columns[field] ?? 0);
}

/** What a field of the row at hand becomes. */
export function slotOfField(work: Work, field: number): Slot | null {
  return work.layout.slots[columnOf(work, field)] ?? null;
}
