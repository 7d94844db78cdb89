import type { Utf8Text } from "../bytes/utf8.ts";
import type { Dialect } from "../csv/dialect.ts";
import { readRows } from "../csv/read-rows.ts";
import { rowTexts } from "../csv/row-texts.ts";
import type { RowBatch } from "../csv/rows.ts";
import { encode } from "../record/encode.ts";
import { headerOf } from "../record/header.ts";
import { type Layout, layOut } from "../record/layout.ts";
import type { Lines } from "../record/lines.ts";
import type { Reject } from "../record/reject.ts";
import type { Source, Stream } from "../record/stream.ts";
import type { Windows } from "../record/windows.ts";

/** How one file is turned into records. */
export interface Recipe {
  readonly stream: Stream;
  readonly source: Source;
  readonly dialect: Dialect;
  readonly header: boolean | readonly string[];
  readonly windows: Windows;
  /** Told once: as soon as the header is known, or, where each record has names of its own, in the end. */
  readonly onLayout: (layout: Layout) => void;
}

/** Where to begin: at the first byte, or behind records that were written in an earlier run. */
export interface Beginning {
  /** Rows of the file that are before the text. */
  readonly before: number;
  /** Rows of the text that were read already and are to be passed over. */
  readonly pass: number;
  /** The column names, when the text begins behind the header. */
  readonly names: readonly string[] | null;
}

/** RECORD lines, and where the file stands behind them. */
export interface Piece extends Lines {
  /** Rows of the file so far, those passed over included. */
  readonly total: number;
  /** Nothing of what was read is still waiting, so that `offset` is that of the next record. */
  readonly isBoundary: boolean;
  /** In the object as it is stored; null where the text is not stored as it is read. */
  readonly offset: number | null;
}

/** One file's text → its RECORD lines: the whole pipeline behind the store. */
export async function* transcode(text: Utf8Text, recipe: Recipe, beginning: Beginning): AsyncGenerator<Piece> {
  let layout = beginning.names === null ? null : layOutAs(beginning.names, recipe);
  let total = beginning.before;
  let left = beginning.pass;
  for await (const batch of readRows(recipe.dialect, beginning.names === null ? 1 : beginning.before + 2)(text.bytes)) {
    let rows = batch;
    if (layout === null) {
      const { names, isFirstRowData } = headerOf(recipe.header, rowTexts(batch, 0));
      layout = layOutAs(names, recipe);
      if (!isFirstRowData) rows = behind(rows, 1);
    }
    const passed = Math.min(left, rows.count);
    left -= passed;
    total += passed;
    rows = behind(rows, passed);
    const whole = total + rows.count;
    // A batch without new records still tells how far the file has come.
    if (rows.count === 0)
      yield {
        bytes: nothing,
        records: 0,
        rows: 0,
        rejects: [],
        total,
        isBoundary: true,
        offset: offsetOf(batch, text),
      };
    for (const lines of encode(rows, layout, total, recipe.windows)) {
      total += lines.rows;
      yield {
        ...lines,
        rejects: placed(lines.rejects, text),
        total,
        isBoundary: total === whole,
        offset: offsetOf(batch, text),
      };
    }
  }
}

/** The bytes of a piece without records. */
export const nothing = new Uint8Array();

function layOutAs(names: readonly string[], { stream, source, onLayout }: Recipe): Layout {
  const layout = layOut(names, stream, source);
  onLayout(layout);
  return layout;
}

/** The batch without its first rows. */
export function behind(batch: RowBatch, rows: number): RowBatch {
  return rows === 0 ? batch : { ...batch, rows: batch.rows.subarray(rows), count: batch.count - rows };
}

/** Where in the object the next record begins, or null where that cannot be told. */
export function offsetOf(batch: RowBatch, text: Utf8Text): number | null {
  const shift = text.shift();
  return shift === null ? null : batch.end + shift;
}

/** The rejects with their positions in the file, where its text was not changed on the way. */
export function placed(rejects: readonly Reject[], text: Utf8Text): readonly Reject[] {
  if (rejects.length === 0) return rejects;
  const shift = text.shift();
  return rejects.map((reject) => ({
    ...reject,
    position: shift === null || reject.position === null ? null : reject.position + shift,
  }));
}
