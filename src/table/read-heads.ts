import { type Member, members } from "../bytes/members.ts";
import type { ByteSource } from "../bytes/source.ts";
import { toUtf8 } from "../bytes/utf8.ts";
import type { Table } from "../config/config.ts";
import { readRows } from "../csv/read-rows.ts";
import { rowTexts } from "../csv/row-texts.ts";
import { headerOf } from "../record/header.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { dialectOf } from "./dialect-of.ts";
import { type FileFormat, formatOf } from "./file-format.ts";
import { inFile } from "./in-file.ts";

/** The beginning of one file: an object, or a member of one. */
export interface Head {
  /** The key, followed by the path inside the object. */
  readonly file: string;
  readonly names: readonly string[];
  /** The first data rows, as many as were wanted and the file or the limit of bytes allows. */
  readonly rows: readonly (readonly string[])[];
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
  for await (const member of members(object.key, inPieces(store, object), options)) {
    const file = member.path === "" ? object.key : `${object.key}/${member.path}`;
    const format = "reason" in member ? null : formatOf(member.name, table);
    if ("reason" in member || format === null) continue;
    try {
      heads.push({ file, ...(await readHead(member, table, format, options)) });
    } catch (error) {
      throw inFile(error, bucket, object.key, file);
    }
  }
  return heads;
}

/** Bytes of one ranged GET. Nearly every header fits into one; a longer one takes the next as well. */
const pieceSize = 256 * 1024;

function inPieces(store: ObjectStore, object: S3Object): ByteSource {
  return {
    size: object.size,
    async *read({ from, to = object.size } = { from: 0 }) {
      for (let at = from; at < to; at += pieceSize) {
        yield* store.read(object, { from: at, to: Math.min(at + pieceSize, to) });
      }
    },
  };
}

async function readHead(
  member: Member,
  table: Table,
  format: FileFormat,
  wanted: HeadOptions,
): Promise<Omit<Head, "file">> {
  const text = toUtf8(member.bytes, { encoding: table.encoding, onInvalid: "replace", from: 0 });
  let names: readonly string[] | null = null;
  const rows: (readonly string[])[] = [];
  for await (const batch of readRows(dialectOf(table, format))(text.bytes)) {
    let row = 0;
    if (names === null) {
      const header = headerOf(table.header, rowTexts(batch, 0));
      names = header.names;
      if (!header.isFirstRowData) row = 1;
    }
    for (; row < batch.count && rows.length < wanted.rows; row++) rows.push(rowTexts(batch, row));
    if (rows.length >= wanted.rows || batch.end >= wanted.bytes) break;
  }
  return { names: names ?? [], rows };
}
