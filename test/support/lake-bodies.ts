import { gzipSync } from "node:zlib";
import { avroFile } from "./avro-file.ts";
import { parquetFile } from "./parquet-file.ts";
import { int64s, texts } from "./parquet-values.ts";
import { zipOf } from "./zip-writer.ts";
import { zstdOf } from "./zstd-writer.ts";

/** How the files of a table are written, where their names do not tell. */
export type Writing =
  | "comma"
  | "comma-no-header"
  | "semicolon-1252"
  | "tab-no-header"
  | "pipe-no-header"
  | "access-log"
  | "cloudfront"
  | "jsonl"
  | "parquet";

/** Rows of a table that are in one file: the first, and how many. */
export interface RowSpan {
  readonly from: number;
  readonly count: number;
}

/** A file with these rows, written and packed as its name says. */
export function bodyOf(key: string, columns: readonly string[], { from, count }: RowSpan, write: Writing): Buffer {
  const records = Array.from({ length: count }, (_, index) => columns.map((column) => valueOf(column, from + index)));
  return packed(key, written(columns, records, writingOf(key) ?? write));
}

/** What the name says. */
function writingOf(key: string): Writing | "avro" | null {
  const name = /\.(?<format>jsonl|ndjson|parquet|avro)(?:\.|$)/i.exec(key)?.groups?.["format"]?.toLowerCase();
  if (name === "parquet" || name === "avro") return name;
  return name === "jsonl" || name === "ndjson" ? "jsonl" : null;
}

function written(columns: readonly string[], records: readonly (readonly string[])[], write: Writing | "avro"): Buffer {
  switch (write) {
    case "jsonl":
      return Buffer.from(records.map((values) => `${JSON.stringify(named(columns, values))}\n`).join(""));
    case "parquet":
      return parquetOf(columns, records);
    case "avro": {
      const fields = columns.map((name) => ({ name, type: "string" }));
      return avroFile({ type: "record", name: "row", fields }, [records.map((values) => named(columns, values))], {
        codec: "deflate",
      });
    }
    case "semicolon-1252":
      return Buffer.from(lines([columns, ...records], ";").replaceAll("Koln", "K\u00f6ln"), "latin1");
    case "tab-no-header":
      return Buffer.from(lines(records, "\t"));
    case "pipe-no-header":
      return Buffer.from(lines(records, "|"));
    case "comma-no-header":
      return Buffer.from(lines(records, ","));
    case "access-log":
      return Buffer.from(records.map((values) => `${values.map(quotedIfBlank).join(" ")} 200 - TLSv1.3\n`).join(""));
    case "cloudfront":
      return Buffer.from(`#Version: 1.0\n#Fields: ${columns.join(" ")}\n${lines(records, "\t")}`);
    case "comma":
      return Buffer.from(lines([columns, ...records], ","));
  }
}

function named(columns: readonly string[], values: readonly string[]): object {
  return Object.fromEntries(columns.map((name, at) => [name, values[at]]));
}

/** Ids are numbers, and all else is text. */
function parquetOf(columns: readonly string[], records: readonly (readonly string[])[]): Buffer {
  const rows = records.length;
  const root = { name: "schema", type: null, repetition: 0, children: columns.length } as const;
  const elements = columns.map((name) =>
    isId(name)
      ? ({ name, type: 2, repetition: 0 } as const)
      : ({ name, type: 6, repetition: 0, converted: 0 } as const),
  );
  const chunks = columns.map((name, at) => {
    const values = records.map((record) => record[at] ?? "");
    const content = isId(name) ? int64s(...values.map(Number)) : texts(...values);
    return { path: [name], type: isId(name) ? 2 : 6, values: rows, pages: [{ content, values: rows }] };
  });
  return parquetFile([root, ...elements], [{ rows, chunks }]);
}

function isId(column: string): boolean {
  return column.endsWith("_id");
}

function quotedIfBlank(value: string): string {
  return value.includes(" ") ? `"${value}"` : value;
}

function lines(rows: readonly (readonly string[])[], delimiter: string): string {
  return rows.map((row) => `${row.join(delimiter)}\n`).join("");
}

function valueOf(column: string, row: number): string {
  if (isId(column)) return String(1000 + row);
  if (column === "code") return `C${100 + row}`;
  if (column === "created_at") return `2024-0${1 + (row % 9)}-1${row % 10}T10:00:00Z`;
  if (["amount", "price"].includes(column)) return `${row}.5`;
  if (column === "quantity") return String(row % 7);
  if (column === "city") return ["Koln", "Paris", "Rome"][row % 3] ?? "";
  return ["red fox", "blue whale", "old owl"][row % 3] ?? "";
}

function packed(key: string, body: Buffer): Buffer {
  if (/\.(?:gz|gzip)$/i.test(key)) return gzipSync(body);
  if (/\.zstd?$/i.test(key)) return zstdOf(body);
  if (!key.endsWith(".zip")) return body;
  const name = key.slice(key.lastIndexOf("/") + 1, -".zip".length);
  return zipOf([{ name: /\.[a-z]+$/.test(name) ? name : `${name}.csv`, text: body }]);
}
