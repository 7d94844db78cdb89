import { crc32, gzipSync } from "node:zlib";
import { avroFile } from "./avro-file.ts";
import { parquetFile } from "./parquet-file.ts";
import { texts } from "./parquet-values.ts";
import { noisyCsv } from "./noisy-csv.ts";
import { zipOf } from "./zip-writer.ts";
import { zstdOf } from "./zstd-writer.ts";

/** The same rows in every format. */
export type StoredRows = readonly (readonly [format: string, name: string, body: Buffer])[];

const columnNames = ["id", "text"] as const;
const parquetText = 6;

/** 9,000 rows that the seed decides, each format larger than a window of the reader of archives. */
export function storedRows(seed: number): StoredRows {
  const csv = Buffer.from(noisyCsv(9000, seed));
  const other = Buffer.from(noisyCsv(9000, seed + 1));
  const records = csv
    .toString()
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => {
      const [id = "", text = ""] = row.split(",");
      return { id, text };
    });
  const thirds = [0, 1, 2].map((third) => records.slice(third * 3000, (third + 1) * 3000));
  const fields = columnNames.map((name) => ({ name, type: "string" }));
  return [
    ["csv", "rows.csv", csv],
    ["gzip", "rows.csv.gz", gzipSync(csv)],
    [
      "zip",
      "rows.zip",
      zipOf([
        { name: "a.csv", text: csv, method: 0 },
        { name: "b.csv", text: other, method: 0 },
      ]),
    ],
    ["jsonl", "rows.jsonl", Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""))],
    ["zstd", "rows.csv.zst", zstdOf(csv)],
    ["parquet", "rows.parquet", parquetOf(thirds)],
    ["avro", "rows.avro", avroFile({ type: "record", name: "row", fields }, thirds)],
  ];
}

/** Larger than what comes with one request; each row group is longer than where faults strike, each page has its CRC. */
function parquetOf(groups: readonly (readonly { readonly id: string; readonly text: string }[])[]): Buffer {
  return parquetFile(
    [
      { name: "root", type: null, repetition: 0, children: 2 },
      ...columnNames.map((name) => ({ name, type: parquetText, repetition: 0, converted: 0 }) as const),
    ],
    groups.map((rows) => ({
      rows: rows.length,
      chunks: columnNames.map((name) => {
        const content = texts(...rows.map((row) => row[name]));
        const pages = [{ content, values: rows.length, more: [[4, { i32: crc32(content) | 0 }]] as const }];
        return { path: [name], type: parquetText, values: rows.length, pages };
      }),
    })),
  );
}
