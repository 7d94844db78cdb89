import type { FileBatch } from "../format/file-format.ts";
import type { Layout } from "../record/layout.ts";
import type { Lines } from "../record/encode.ts";
import type { Reject } from "../record/reject.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { rowsBehind } from "../rows/rows-behind.ts";

/**
 * RECORD lines, and where the file stands behind them. There is one for every few KB of a file, so those who know more
 * write it into the piece instead of copying that.
 */
export interface Piece extends Lines {
  /** Records of the file so far, those that were left out included. */
  total: number;
  /** Nothing of what was read is still waiting, so that `offset` is that of the next record. */
  readonly isBoundary: boolean;
  /** In the object as it is stored; null where the text is not stored as it is read. */
  offset: number | null;
  /** Lines for the rejects, where something takes them. */
  rejectLines: Uint8Array;
}

/** Rows, and what becomes of them. */
export interface LaidOut {
  readonly batch: FileBatch;
  readonly layout: Layout;
}

/** What becomes of rows: lines for them, of which the first has so many records before it. */
type Encode = (rows: RowBatch, layout: Layout, before: number) => Iterable<Lines>;

/**
 * The records of a file → its RECORD lines, without the first `pass` of them: for each batch its pieces, which are to be
 * taken before the next batch is asked for. They are made while they are taken, and without a promise for each of them.
 */
export async function* piecesOf(
  batches: AsyncIterable<LaidOut>,
  pass: number,
  encode: Encode,
): AsyncGenerator<Iterable<Piece>> {
  for await (const laidOut of batches) yield piecesOfBatch(laidOut, pass, encode);
}

/** Every batch gives a piece, since also one without new records tells how far the file has come. */
function* piecesOfBatch({ batch, layout }: LaidOut, pass: number, encode: Encode): Generator<Piece> {
  const passed = Math.min(Math.max(0, pass - batch.before), batch.rows.count);
  const rows = rowsBehind(batch.rows, passed);
  let total = batch.before + passed;
  const whole = total + rows.count;
  if (rows.count === 0) yield pieceOf(noLines, total, true, batch);
  for (const lines of encode(rows, layout, total)) {
    total += lines.rows;
    yield pieceOf(lines, total, total === whole, batch);
  }
}

function pieceOf(
  { bytes, records, rows, rejects }: Lines,
  total: number,
  isBoundary: boolean,
  { rows: { end }, shift }: FileBatch,
): Piece {
  return {
    bytes,
    records,
    rows,
    rejects: placed(rejects, shift),
    total,
    isBoundary,
    offset: shift === null ? null : end + shift,
    rejectLines: nothing,
  };
}

/** The bytes of a piece without records. */
const nothing = new Uint8Array();

const noLines: Lines = { bytes: nothing, records: 0, rows: 0, rejects: [] };

/** The rejects with their positions in the file, where its text was not changed on the way. */
function placed(rejects: readonly Reject[], shift: number | null): readonly Reject[] {
  if (rejects.length === 0) return rejects;
  return rejects.map((reject) => ({
    ...reject,
    position: shift === null || reject.position === null ? null : reject.position + shift,
  }));
}
