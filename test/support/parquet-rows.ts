import { readFileSync } from "node:fs";
import { namedFields } from "../../src/format/named-fields.ts";
import type { OpenFile } from "../../src/format/file-format.ts";
import { parquetFormat } from "../../src/parquet/parquet-format.ts";
import { openFileOf } from "./open-file.ts";

/** One of the files that test/fixtures/parquet/make.py has written. */
export function parquetFixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/parquet/${name}.parquet`, import.meta.url));
}

/** The rows of a file: text as it is, null, and every other value as JSON behind its kind, such as "number 1.50". */
export async function parquetRows(bytes: Uint8Array, more: Partial<OpenFile> = {}): Promise<readonly ParquetRow[]> {
  const rows: ParquetRow[] = [];
  if (parquetFormat.names !== "own") throw new Error("A Parquet file has no header");
  for await (const { rows: batchRows } of parquetFormat.batches(openFileOf([bytes], more), { records: 0, byte: 0 })) {
    for (let row = 0; row < batchRows.count; row++) {
      const fields = namedFields(batchRows, row).map(({ name, kind, text }) => {
        const value = kind === "null" ? null : kind === "text" ? text : `${kind} ${text}`;
        return [name, value] as const;
      });
      rows.push(Object.fromEntries(fields));
    }
  }
  return rows;
}

export type ParquetRow = Readonly<Record<string, string | null>>;
