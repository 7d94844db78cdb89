import type { RowBatch } from "../rows/row-batch.ts";
import type { Layout } from "./layout.ts";
import { lineOf, type Progress } from "./progress.ts";
import { type Reject, rejectRow } from "./reject.ts";
import { RowError } from "./row-errors.ts";
import type { Window, Windows } from "./windows.ts";

/** Complete RECORD lines, and what did not fit into them. The bytes stay as they are until the next but one Lines is asked for. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Rows that were read: those of the records, and those that were rejected. */
  readonly rows: number;
  readonly rejects: readonly Reject[];
}

/** The part of the work that depends on the kind of row. */
export interface RowEncoder {
  /** Room that is enough for one row whatever it holds. */
  sizeOf(row: number): number;
  /** Encodes rows until there are no more or the window is full. */
  fill(window: Window): void;
  /** A row as text, for those who must find out what is wrong with it. */
  textOf(row: number): string;
}

/**
 * Drives an encoder from window to window. A row that cannot be a record is an error or, where the
 * stream has a place for it, a reject; the lines before it are given out first.
 */
export function* linesOf(
  batch: RowBatch,
  layout: Layout,
  progress: Progress,
  windows: Windows,
  encoder: RowEncoder,
): Generator<Lines, void, void> {
  while (progress.row < batch.count) {
    const first = progress.row;
    const window = windows.take(encoder.sizeOf(first));
    progress.used = window.begin;
    const failure = attempt(() => encoder.fill(window));
    const records = progress.row - first;
    const isReject = layout.stream.onMismatch === "reject" && failure?.error instanceof RowError;
    if (isReject) {
      const line = lineOf(progress);
      progress.rejects.push(rejectRow(batch, progress.row, encoder.textOf(progress.row), failure.error, line));
      layout.tally.rejectedRows++;
      progress.leftovers.length = 0;
      progress.row++;
    }
    const { rejects, row, used } = progress;
    progress.rejects = [];
    if (row > first)
      yield { bytes: window.memory.bytes.subarray(window.begin, used), records, rows: row - first, rejects };
    if (failure !== null && !isReject) throw failure.error;
  }
}

/** What the work throws, if it does: what was done before is still of use. */
function attempt(work: () => void): { readonly error: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    return { error };
  }
}
