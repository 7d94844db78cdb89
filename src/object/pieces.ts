import type { Utf8Text } from "../bytes/utf8.ts";
import type { RowBatch } from "../csv/rows.ts";
import type { Lines } from "../record/lines.ts";
import type { Reject } from "../record/reject.ts";

/** RECORD lines, and where the file stands behind them. */
export interface Piece extends Lines {
  /** Rows of the file so far, those passed over included. */
  readonly total: number;
  /** Nothing of what was read is still waiting, so that `offset` is that of the next record. */
  readonly isBoundary: boolean;
  /** In the object as it is stored; null where the text is not stored as it is read. */
  readonly offset: number | null;
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
    if (rows.count === 0) yield { ...noLines, total, isBoundary: true, offset: offsetOf(batch, text) };
    for (const lines of encode(rows, layout, total)) {
      total += lines.rows;
      const rejects = placed(lines.rejects, text);
      yield { ...lines, rejects, total, isBoundary: total === whole, offset: offsetOf(batch, text) };
    }
  }
}

/** The batch without its first rows. */
export function behind<B extends RowBatch>(batch: B, rows: number): B {
  return rows === 0 ? batch : { ...batch, rows: batch.rows.subarray(rows), count: batch.count - rows };
}

/** The bytes of a piece without records. */
export const nothing = new Uint8Array();

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
