import type { Utf8Text } from "../bytes/utf8.ts";
import type { JsonBatch } from "../jsonl/json-rows.ts";
import { readJsonRows } from "../jsonl/read-json-rows.ts";
import { encodeJson } from "../record/encode-json.ts";
import { type JsonLayout, layOutJson } from "../record/layout-json.ts";
import { Tally } from "../record/tally.ts";
import { type Beginning, behind, nothing, offsetOf, placed, type Piece, type Recipe } from "./transcode.ts";

/** One file of JSON Lines → its RECORD lines. The layout, which grows with the keys, is told in the end. */
export async function* transcodeJson(
  text: Utf8Text,
  recipe: Recipe,
  { before, pass }: Beginning,
): AsyncGenerator<Piece> {
  const { stream, source, dialect, windows, onLayout } = recipe;
  let layout: JsonLayout = layOutJson([], stream, source, new Tally());
  let total = before;
  let left = pass;
  try {
    const onBroken = stream.onMismatch === "reject" ? "keep" : "fail";
    const options = { maxRecordSize: dialect.maxRecordSize, firstLine: before + 1, onBroken } as const;
    for await (const batch of readJsonRows(text.bytes, options)) {
      if (batch.keys.length > layout.slots.length) layout = layOutJson([...batch.keys], stream, source, layout.tally);
      const passed = Math.min(left, batch.count);
      left -= passed;
      total += passed;
      const rows: JsonBatch = { ...batch, ...behind(batch, passed) };
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
      for (const lines of encodeJson(rows, layout, total, windows)) {
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
  } finally {
    onLayout(layout);
  }
}
