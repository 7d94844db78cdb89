import { jsonKinds } from "../../src/rows/json-kinds.ts";
import { type JsonOptions, readJsonRows } from "../../src/jsonl/read-json-rows.ts";
import type { NamedBatch } from "../../src/rows/named-batch.ts";
import { stream } from "./chunks.ts";

/** Options for cases that are not about options. */
export const usual: JsonOptions = { maxRecordSize: 1024 * 1024, firstLine: 1, onBroken: "fail" };

/** The rows of a text that comes in one chunk. */
export function batchesOf(text: string): AsyncIterable<NamedBatch> {
  return readJsonRows(stream([Buffer.from(text)]), usual);
}

/** A line for each row: key, kind and text of each field. */
export async function rowsOf(chunks: readonly Uint8Array[], options = usual, rows: string[] = []): Promise<string[]> {
  for await (const row of fieldsOf(chunks, options)) {
    rows.push(row.map(({ key, kind, text }) => `${key} ${kind} ${text}`).join(", "));
  }
  return rows;
}

/** For each row its keys and values. */
export async function valuesOf(chunks: readonly Uint8Array[]): Promise<[string, unknown][][]> {
  const rows: [string, unknown][][] = [];
  for await (const row of fieldsOf(chunks, usual)) {
    rows.push(row.map(({ key, kind, text }) => [key, kind === "text" ? text : JSON.parse(text)]));
  }
  return rows;
}

interface Field {
  readonly key: string;
  readonly kind: string;
  readonly text: string;
}

async function* fieldsOf(chunks: readonly Uint8Array[], options: JsonOptions): AsyncGenerator<Field[]> {
  const kinds = Object.keys(jsonKinds);
  for await (const batch of readJsonRows(stream(chunks), options, 1)) {
    for (let row = 0; row < batch.count; row++) {
      const fields: Field[] = [];
      for (let field = batch.rows[row] ?? 0; field < (batch.rows[row + 1] ?? 0); field++) {
        const isBroken = batch.kinds[field] === jsonKinds.broken;
        const key = (isBroken ? batch.reasons : batch.keys)[batch.columns[field] ?? -1] ?? "?";
        const text = Buffer.from(batch.bytes.subarray(batch.starts[field], batch.ends[field])).toString();
        fields.push({ key, kind: kinds[batch.kinds[field] ?? -1] ?? "?", text });
      }
      yield fields;
    }
  }
}
