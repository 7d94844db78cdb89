import type { RowBatch } from "../rows/row-batch.ts";
import type { Layout } from "./layout.ts";
import { badValue, type RowError } from "./row-errors.ts";
import { rowText } from "./row-text.ts";
import type { Slot } from "./slot.ts";

/** A value that its record lacks, or a row that is no record, because it does not fit. */
export interface Reject {
  readonly rejected: "value" | "row";
  /** As `_sdc_source_lineno` counts. */
  readonly line: number;
  /** Where its text begins in the bytes that the reader of rows was given; null where that is not known. */
  readonly position: number | null;
  /** "" where it is no single column. */
  readonly column: string;
  readonly reason: string;
  readonly text: string;
}

/** The value of a field, by its number in the batch. */
export function rejectValue(batch: RowBatch, field: number, slot: Slot, layout: Layout, line: number): Reject {
  const { column, reason } = badValue(slot, layout, line);
  return { rejected: "value", line, position: positionOf(batch, field), column, reason, text: textOf(batch, field) };
}

/** A row, and its text as it can be told. */
export function rejectRow(batch: RowBatch, row: number, error: RowError, line: number): Reject {
  const text = rowText(batch, row);
  const { column, reason } = error;
  return { rejected: "row", line, position: positionOf(batch, batch.rows[row] ?? 0), column, reason, text };
}

function positionOf({ offset, starts }: RowBatch, field: number): number | null {
  const start = starts[field];
  return offset === null || start === undefined ? null : offset + start;
}

function textOf({ bytes, starts, ends }: RowBatch, field: number): string {
  return Buffer.from(bytes.subarray(starts[field], ends[field])).toString();
}
