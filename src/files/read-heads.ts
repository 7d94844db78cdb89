import { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";
import type { Utf8Text } from "../bytes/utf8.ts";
import type { Table } from "../config/config.ts";
import type { Dialect } from "../csv/dialect.ts";
import { readRows } from "../csv/read-rows.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { TapError } from "../errors.ts";
import { readJsonRows } from "../jsonl/read-json-rows.ts";
import { headerOf } from "./header.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { dialectOf } from "./dialect-of.ts";
import type { FileFormat } from "./file-format.ts";
import { filesIn } from "./files-in.ts";
import { type JsonField, jsonFields, jsonOptionsOf } from "./json-fields.ts";

/** The beginning of one file: an object, or a member of one. */
export interface Head {
  /** The key, followed by the path inside the object. */
  readonly file: string;
  readonly format: FileFormat;
  readonly names: readonly string[];
  /** Another reader of CSV reads other names: the quotes of the header are not where they belong. */
  readonly isDoubtful: boolean;
  /** The first data rows, as many as were wanted and the file or the limit of bytes allows. */
  readonly rows: readonly (readonly string[])[];
  /** In their place, the first objects of a file of JSON Lines. */
  readonly objects: readonly (readonly JsonField[])[];
}

export interface HeadOptions {
  readonly maxExpansion: number;
  /** Data rows wanted of each file; 0 when the header is enough. */
  readonly rows: number;
  /** Bytes of text after which no more rows are read. */
  readonly bytes: number;
}

/** The beginnings of the files in one object. No more of it is fetched than that takes. */
export async function readHeads(
  store: ObjectStore,
  bucket: string,
  object: S3Object,
  table: Table,
  options: HeadOptions,
): Promise<readonly Head[]> {
  const heads: Head[] = [];
  for await (const { file, format, text, fail } of filesIn(store, bucket, object, table, options)) {
    try {
      const head = format === "jsonl" ? readJsonHead(text, table, options) : readHead(text, table, format, options);
      heads.push({ file, format, ...(await head) });
    } catch (error) {
      throw fail(error);
    }
  }
  return heads;
}

/** What to say about a header that is doubtful. */
export function doubtOf(file: string): string {
  return `The header of "${file}" has quotes or escapes that other readers of CSV read differently`;
}

type Beginning = Omit<Head, "file" | "format">;

async function readHead(text: Utf8Text, table: Table, format: FileFormat, wanted: HeadOptions): Promise<Beginning> {
  let names: readonly string[] | null = null;
  let isDoubtful = false;
  const rows: (readonly string[])[] = [];
  const dialect = dialectOf(table, format);
  const beginning: Uint8Array[] = [];
  for await (const batch of readRows(dialect)(remembered(text.bytes, beginning))) {
    let row = 0;
    if (names === null) {
      const first = rowTexts(batch, 0);
      const header = headerOf(table.header, first);
      names = header.names;
      if (!header.isFirstRowData) {
        row = 1;
        isDoubtful = !isDeepStrictEqual(await firstRowOf(beginning, dialect), first);
      }
    }
    for (; row < batch.count && rows.length < wanted.rows; row++) rows.push(rowTexts(batch, row));
    if (rows.length >= wanted.rows || batch.end >= wanted.bytes) break;
  }
  return { names: names ?? [], isDoubtful, rows, objects: [] };
}

/** The chunks, which are also kept; discovery never reads so many that this would matter. */
async function* remembered(chunks: AsyncIterable<Uint8Array>, kept: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    kept.push(chunk);
    yield chunk;
  }
}

/** The first row as csv-parse reads it; null where it refuses. */
async function firstRowOf(chunks: readonly Uint8Array[], dialect: Dialect): Promise<readonly string[] | null> {
  const { parseRows } = await import("../csv/parse-rows.ts");
  try {
    for await (const batch of parseRows(dialect)(Readable.from(chunks))) return rowTexts(batch, 0);
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
  }
  return null;
}

/** Objects that are looked at for their names, which no header tells. */
const namedObjects = 1000;

async function readJsonHead(text: Utf8Text, table: Table, wanted: HeadOptions): Promise<Beginning> {
  const names = new Set<string>();
  const objects: (readonly JsonField[])[] = [];
  try {
    await readObjects(text, table, wanted, (fields) => {
      for (const { name } of fields) names.add(name);
      if (objects.length < wanted.rows) objects.push(fields);
    });
  } catch (error) {
    // What is wrong further down, the sync will tell; here the lines before it are enough.
    if (names.size === 0 || !(error instanceof TapError) || error.kind !== "data") throw error;
  }
  return { names: [...names], isDoubtful: false, rows: [], objects };
}

async function readObjects(
  { bytes }: Utf8Text,
  table: Table,
  wanted: HeadOptions,
  take: (fields: readonly JsonField[]) => void,
): Promise<void> {
  let count = 0;
  for await (const batch of readJsonRows(bytes, jsonOptionsOf(table))) {
    for (let row = 0; row < batch.count && count < namedObjects; row++, count++) take(jsonFields(batch, row));
    if (count >= namedObjects || batch.end >= Math.max(wanted.bytes, fewestBytes)) return;
  }
}

const fewestBytes = 256 * 1024;
