import type { Beginning, FileBatch, FileFormat, OpenFile } from "../format/file-format.ts";
import { encode } from "../record/encode.ts";
import { type Layout, layOut } from "../record/layout.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { type LaidOut, type Piece, piecesOf } from "./pieces.ts";
import type { Recipe } from "./recipe.ts";

/** One file → its RECORD lines: the whole pipeline behind the store. */
export async function* transcode(
  format: FileFormat,
  file: OpenFile,
  recipe: Recipe,
  from: Beginning,
): AsyncGenerator<Piece> {
  const { firstLine } = format;
  if (format.names === "header") {
    const batches = laidOut(format.batches(file, from), recipe);
    yield* piecesOf(batches, from.records, (rows, layout, before) =>
      encode(rows, layout, before + firstLine - 2, recipe.windows),
    );
  } else {
    // What only such formats need is a tenth of the program, and loaded with the first such file.
    const { encodeJson, laidOutByKeys } = await import("./laid-out-by-keys.ts");
    const batches = laidOutByKeys(format.batches(file, from), recipe);
    yield* piecesOf(batches, from.records, (rows, layout, before) =>
      encodeJson(rows, layout, before + firstLine - 1, recipe.windows),
    );
  }
}

/** The rows with what their header makes of them. */
async function* laidOut(
  batches: AsyncIterable<FileBatch<RowBatch>>,
  { stream, source, onLayout }: Recipe,
): AsyncGenerator<LaidOut<RowBatch, Layout>> {
  let layout: Layout | null = null;
  for await (const batch of batches) {
    if (layout === null) {
      layout = layOut(batch.names, stream, source);
      onLayout(layout);
    }
    yield { batch, layout };
  }
}
