import type { Utf8Text } from "../bytes/utf8.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { type JsonOptions, readJsonRows } from "../jsonl/read-json-rows.ts";
import { encodeJson } from "../record/encode-json.ts";
import { type JsonLayout, layOutJson } from "../record/layout-json.ts";
import { Tally } from "../record/tally.ts";
import { type LaidOut, type Piece, piecesOf } from "./pieces.ts";
import type { Beginning, Recipe } from "./transcode.ts";

/** One file of JSON Lines → its RECORD lines. */
export function transcodeJson(text: Utf8Text, recipe: Recipe, beginning: Beginning): AsyncGenerator<Piece> {
  const { stream, dialect, windows } = recipe;
  const onBroken = stream.onMismatch === "reject" ? "keep" : "fail";
  const options: JsonOptions = { maxRecordSize: dialect.maxRecordSize, firstLine: beginning.before + 1, onBroken };
  return piecesOf(laidOut(readJsonRows(text.bytes, options), recipe), text, beginning, (rows, layout, firstRow) =>
    encodeJson(rows, layout, firstRow, windows),
  );
}

/** The rows with what their keys make of them. The layout, which grows with the keys, is told in the end. */
async function* laidOut(
  batches: AsyncIterable<NamedBatch>,
  { stream, source, onLayout }: Recipe,
): AsyncGenerator<LaidOut<NamedBatch, JsonLayout>> {
  let layout = layOutJson([], stream, source, new Tally());
  try {
    for await (const batch of batches) {
      if (batch.keys.length > layout.slots.length) layout = layOutJson([...batch.keys], stream, source, layout.tally);
      yield { batch, layout };
    }
  } finally {
    onLayout(layout);
  }
}
