import { createReadStream } from "node:fs";
import { parseRows } from "../src/csv/parse-rows.ts";
import { rowTexts } from "../src/rows/row-texts.ts";
import { encode } from "../src/record/encode.ts";
import { type Layout, layOut } from "../src/record/layout.ts";
import { OutputBuffers } from "../src/record/output-buffers.ts";
import { RecordHash } from "./record-hash.ts";
import { dialect, recipeOf } from "./recipe.ts";
import type { Column } from "./rows.ts";

/** What a program writes for one file. */
export interface Expected {
  readonly sha256: string;
  readonly bytes: number;
  /** The first few megabytes. */
  readonly sample: Buffer;
}

const sampleSize = 32 * 1024 * 1024;

/** The RECORD lines of a file as the slow reader, csv-parse, has them: every program is held against it. */
export async function expectedOf(path: string, key: string, columns: readonly Column[]): Promise<Expected> {
  const { stream, source } = recipeOf(key, columns);
  const windows = new OutputBuffers(64 * 1024);
  const hash = new RecordHash();
  const sample: Buffer[] = [];
  let sampled = 0;
  let layout: Layout | null = null;
  let total = 0;
  for await (const batch of parseRows(dialect)(createReadStream(path))) {
    let rows = batch;
    if (layout === null) {
      layout = layOut(rowTexts(batch, 0), stream, source);
      rows = { ...batch, rows: batch.rows.subarray(1), count: batch.count - 1 };
    }
    for (const { bytes, records } of encode(rows, layout, total + 2, windows)) {
      total += records;
      hash.update(bytes);
      if (sampled < sampleSize) sample.push(Buffer.from(bytes));
      sampled += bytes.length;
    }
  }
  return { ...hash.digest(), sample: Buffer.concat(sample) };
}
