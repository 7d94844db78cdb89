import type { Reject } from "./reject.ts";

/** How far a batch has been encoded. */
export interface Progress {
  /** The next row. */
  row: number;
  /** Where the whole lines in the window end. */
  used: number;
  /** The line of the batch's first row, as `_sdc_source_lineno` counts. */
  readonly firstLine: number;
  /** Fields of the row at hand that are not where they belong. */
  readonly leftovers: number[];
  rejects: Reject[];
}

/** The line of the next row. */
export function lineOf({ firstLine, row }: Progress): number {
  return firstLine + row;
}
