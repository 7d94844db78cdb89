import type { Utf8Text } from "../bytes/utf8.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { Lines } from "../record/lines.ts";
import type { Reject } from "../record/reject.ts";

/**
 * RECORD lines, and where the file stands behind them. There is one for every few KB of a file, so those who know more
 * write it into the piece instead of copying that.
 */
export interface Piece extends Lines {
  /** Rows of the file so far, those passed over included. */
  total: number;
  /** Nothing of what was read is still waiting, so that `offset` is that of the next record. */
  readonly isBoundary: boolean;
  /** In the object as it is stored; null where the text is not stored as it is read. */
  offset: number | null;
  /** Lines for the rejects, where something takes them. */
  rejectLines: Uint8Array;
}

/** Rows that were counted in an earlier run. */
export interface Counted {
  /** Rows of the file that are before the text. */
  readonly before: number;
  /** Rows of the text that were read already and are to be passed over. */
  readonly pass: number;
}

/** Rows, and what becomes of them. */
export interface LaidOut<B extends RowBatch, L> {
  readonly batch: B;
  readonly layout: L;
}

/** The rows of a text → its RECORD lines. Every batch gives a piece, since also one without new records tells how far the file has come. */
export async function* piecesOf<B extends RowBatch, L>(
  batches: AsyncIterable<LaidOut<B, L>>,
  text: Utf8Text,
  { before, pass }: Counted,
  encode: (rows: B, layout: L, firstRow: number) => Iterable<Lines>,
): AsyncGenerator<Piece> {
  let total = before;
  let left = pass;
  for await (const { batch, layout } of batches) {
    const passed = Math.min(left, batch.count);
    left -= passed;
    total += passed;
    const rows = behind(batch, passed);
    const whole = total + rows.count;
    if (rows.count === 0) yield pieceOf(noLines, total, true, batch, text);
    for (const lines of encode(rows, layout, total)) {
      total += lines.rows;
      yield pieceOf(lines, total, total === whole, batch, text);
    }
  }
}

function pieceOf(
  { bytes, records, rows, rejects }: Lines,
  total: number,
  isBoundary: boolean,
  batch: RowBatch,
  text: Utf8Text,
): Piece {
  return {
    bytes,
    records,
    rows,
    rejects: placed(rejects, text),
    total,
    isBoundary,
    offset: offsetOf(batch, text),
    rejectLines: nothing,
  };
}

/** The batch without its first rows. */
export function behind<B extends RowBatch>(batch: B, rows: number): B {
  return rows === 0 ? batch : { ...batch, rows: batch.rows.subarray(rows), count: batch.count - rows };
}

/** The bytes of a piece without records. */
const nothing = new Uint8Array();

const noLines: Lines = { bytes: nothing, records: 0, rows: 0, rejects: [] };

/** Where in the object the next record begins, or null where that cannot be told. */
function offsetOf(batch: RowBatch, text: Utf8Text): number | null {
  const shift = text.shift();
  return shift === null ? null : batch.end + shift;
}

/** The rejects with their positions in the file, where its text was not changed on the way. */
function placed(rejects: readonly Reject[], text: Utf8Text): readonly Reject[] {
  if (rejects.length === 0) return rejects;
  const shift = text.shift();
  return rejects.map((reject) => ({
    ...reject,
    position: shift === null || reject.position === null ? null : reject.position + shift,
  }));
}
