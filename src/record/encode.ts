import type { NamedBatch } from "../rows/named-batch.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { encodeRows } from "./encode-rows.ts";
import type { Layout } from "./layout.ts";
import type { Reject } from "./reject.ts";
import { rejectRow } from "./reject-row.ts";
import { RowError } from "./row-errors.ts";
import { sizeOfRow } from "./row-size.ts";
import type { OutputBuffers } from "./output-buffers.ts";
import type { Work } from "./work.ts";

/** Complete RECORD lines, and what did not fit into them. The bytes stay as they are until the next but one Lines is asked for. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Rows that were read: those of the records, and those that were rejected. */
  readonly rows: number;
  readonly rejects: readonly Reject[];
}

/**
 * Turns rows of any format into RECORD lines. `firstLine` is that of the batch's first row, as `_sdc_source_lineno`
 * counts; the layout is one for rows of this kind. A row that cannot be a record is an error or, where the stream has a place for
 * it, a reject; the lines before it are given out first.
 */
export function* encode(
  batch: RowBatch | NamedBatch,
  layout: Layout,
  firstLine: number,
  windows: OutputBuffers,
): Generator<Lines, void, void> {
  const kernel = windows.kernelFor(layout);
  const work: Work = { batch, layout, kernel, firstLine, row: 0, used: 0, misfits: [], rejects: [] };
  while (work.row < batch.count) {
    const first = work.row;
    const window = windows.take(sizeOfRow(batch, first, layout));
    work.used = window.begin;
    const failure = failureIn(() => encodeRows(work, window));
    layout.tally.writtenNuls += kernel.takeNuls();
    const records = work.row - first;
    const isReject = layout.stream.onMismatch === "reject" && failure?.error instanceof RowError;
    if (isReject) {
      work.rejects.push(rejectRow(work, failure.error));
      layout.tally.rejectedRows++;
      work.misfits.length = 0;
      work.row++;
    }
    const { rejects, row, used } = work;
    work.rejects = [];
    if (row > first) yield { bytes: window.bytes.subarray(window.begin, used), records, rows: row - first, rejects };
    if (failure !== null && !isReject) throw failure.error;
  }
}

/** What the work throws, if it does: what was done before is still of use. */
function failureIn(work: () => void): { readonly error: unknown } | null {
  try {
    work();
    return null;
  } catch (error) {
    return { error };
  }
}
