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
