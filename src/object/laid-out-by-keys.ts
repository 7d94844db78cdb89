import type { FileBatch } from "../format/file-format.ts";
import { type JsonLayout, layOutJson } from "../record/layout-json.ts";
import { Tally } from "../record/tally.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { LaidOut } from "./pieces.ts";
import type { Recipe } from "./recipe.ts";

export { encodeJson } from "../record/encode-json.ts";

/** The rows with what their keys make of them. The layout, which grows with the keys, is told in the end. */
export async function* laidOutByKeys(
  batches: AsyncIterable<FileBatch<NamedBatch>>,
  { stream, source, onLayout }: Recipe,
): AsyncGenerator<LaidOut<NamedBatch, JsonLayout>> {
  let layout = layOutJson([], stream, source, new Tally());
  try {
    for await (const batch of batches) {
      const { names } = batch;
      if (names.length > layout.slots.length) layout = layOutJson([...names], stream, source, layout.tally);
      yield { batch, layout };
    }
  } finally {
    onLayout(layout);
  }
}
