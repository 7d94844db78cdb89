import type { Reject } from "./reject.ts";

/** Complete RECORD lines, and what did not fit into them. The bytes stay as they are until the next but one Lines is asked for. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Rows that were read: those of the records, and those that were rejected. */
  readonly rows: number;
  readonly rejects: readonly Reject[];
}
