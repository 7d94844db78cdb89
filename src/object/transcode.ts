import type { Utf8Text } from "../bytes/utf8.ts";
import type { Dialect } from "../csv/dialect.ts";
import { readRows } from "../csv/read-rows.ts";
import { rowTexts } from "../rows/row-texts.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { encode } from "../record/encode.ts";
import { headerOf } from "../files/header.ts";
import { type Layout, layOut } from "../record/layout.ts";
import type { Source, Stream } from "../record/stream.ts";
import type { Windows } from "../record/windows.ts";
import { behind, type Counted, type LaidOut, type Piece, piecesOf } from "./pieces.ts";

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
export interface Beginning extends Counted {
  /** The column names, when the text begins behind the header. */
  readonly names: readonly string[] | null;
}

/** One file's text → its RECORD lines: the whole pipeline behind the store. */
export function transcode(text: Utf8Text, recipe: Recipe, beginning: Beginning): AsyncGenerator<Piece> {
  const { before, names } = beginning;
  const batches = readRows(recipe.dialect, names === null ? 1 : before + 2)(text.bytes);
  return piecesOf(laidOut(batches, names, recipe), text, beginning, (rows, layout, firstRow) =>
    encode(rows, layout, firstRow, recipe.windows),
  );
}

/** The rows behind the header, with what it makes of them. */
async function* laidOut(
  batches: AsyncIterable<RowBatch>,
  names: readonly string[] | null,
  recipe: Recipe,
): AsyncGenerator<LaidOut<RowBatch, Layout>> {
  let layout = names === null ? null : layOutAs(names, recipe);
  for await (const batch of batches) {
    let headerRows = 0;
    if (layout === null) {
      const header = headerOf(recipe.header, rowTexts(batch, 0));
      layout = layOutAs(header.names, recipe);
      headerRows = header.isFirstRowData ? 0 : 1;
    }
    yield { batch: behind(batch, headerRows), layout };
  }
}

function layOutAs(names: readonly string[], { stream, source, onLayout }: Recipe): Layout {
  const layout = layOut(names, stream, source);
  onLayout(layout);
  return layout;
}
