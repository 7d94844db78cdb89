import { createHash } from "node:crypto";
import { type Member, members, type Skipped } from "../bytes/members.ts";
import { toUtf8 } from "../bytes/utf8.ts";
import type { Config, Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import type { Layout } from "../record/layout.ts";
import type { Stream } from "../record/stream.ts";
import type { Windows } from "../record/windows.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { dialectOf } from "../files/dialect-of.ts";
import { formatOf } from "../files/file-format.ts";
import { inFile } from "../files/in-file.ts";
import { rejectLines, type RejectStream } from "../table/reject-stream.ts";
import type { Piece } from "./pieces.ts";
import { type Beginning, transcode } from "./transcode.ts";

/** What the objects of one table have in common. */
export interface Reading {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly stream: Stream;
  /** What takes the rejects of the stream, if anything does. */
  readonly rejects: RejectStream | null;
  readonly windows: Windows;
  /** Told of each file once its columns are known; the layout's tally is complete when the object is. */
  readonly onLayout: (layout: Layout) => void;
  /** Told of what is inside an object and not read. */
  readonly onSkipped: (file: string, what: string) => void;
}

/** How far an object was read in an earlier run. */
export interface Progress {
  readonly records: number;
  /** Where in the object the next record begins; 0 where only counting records from its start finds it. */
  readonly byte: number;
}

/**
 * One object → its RECORD lines. `opened` is its body from the first byte on, already asked for.
 * Throws TapError that names the file.
 */
export function readObject(
  object: S3Object,
  opened: AsyncIterable<Uint8Array>,
  progress: Progress | null,
  reading: Reading,
): AsyncGenerator<Piece> {
  if (progress !== null && progress.byte > 0) return readRest(object, progress, reading);
  return readMembers(object, opened, progress?.records ?? 0, reading);
}

/** All files in the object, without the first `pass` records. */
async function* readMembers(
  object: S3Object,
  opened: AsyncIterable<Uint8Array>,
  pass: number,
  reading: Reading,
): AsyncGenerator<Piece> {
  const { store, table, config } = reading;
  const source = {
    size: object.size,
    read: (range?: { readonly from: number; readonly to?: number }) =>
      range === undefined ? opened : store.read(object, range),
  };
  let before = 0;
  let readable = 0;
  const nested: Skipped[] = [];
  for await (const member of members(object.key, source, { maxExpansion: config.maxExpansion })) {
    const file = member.path === "" ? object.key : `${object.key}/${member.path}`;
    if ("reason" in member) {
      if (member.reason === "nested") nested.push(member);
      else reading.onSkipped(file, member.content);
      continue;
    }
    readable += 1;
    if (formatOf(member.name, table) === null) {
      reading.onSkipped(file, "a name that does not tell its format");
      continue;
    }
    let total = 0;
    for await (const piece of readFile(
      member,
      object,
      file,
      { before: 0, pass: Math.max(0, pass - before), names: null },
      reading,
    )) {
      total = piece.total;
      piece.total = before + total;
      if (!member.isStored) piece.offset = null;
      yield piece;
    }
    before += total;
  }
  if (nested.length > 0 && readable === 0) throw packedAgain(object, config.connection.bucket);
  for (const { path, content } of nested) reading.onSkipped(`${object.key}/${path}`, content);
}

/** Nothing of the object can be read, so to pass over it would be to lose it. */
function packedAgain({ key }: S3Object, bucket: string): TapError {
  const message = `Cannot read "${key}": it is packed more than once; pack it once, or leave it out by exclude_pattern`;
  return new TapError("data", message, { place: { bucket, key } });
}

/** A plain file behind the records that an earlier run wrote: its header once more, then the rest by range. */
async function* readRest(object: S3Object, progress: Progress, reading: Reading): AsyncGenerator<Piece> {
  const { store, table, config } = reading;
  const limits = { maxExpansion: config.maxExpansion, rows: 0, bytes: 0 };
  const { readHeads } = await import("../files/read-heads.ts");
  const [head] = await readHeads(store, config.connection.bucket, object, table, limits);
  const bytes = store.read(object, { from: progress.byte });
  const beginning = { before: progress.records, pass: 0, names: head?.names ?? [], from: progress.byte };
  yield* readFile({ name: object.key, bytes }, object, object.key, beginning, reading);
}

/** One file's bytes → its RECORD lines. */
async function* readFile(
  { name, bytes }: Pick<Member, "name" | "bytes">,
  object: S3Object,
  file: string,
  { from = 0, ...beginning }: Beginning & { readonly from?: number },
  { table, config, stream, rejects, windows, onLayout }: Reading,
): AsyncGenerator<Piece> {
  const { bucket } = config.connection;
  const timeExtracted = config.timeExtracted ? new Date().toISOString().replace("Z", "000Z") : null;
  const format = formatOf(name, table) ?? "csv";
  const dialect = dialectOf(table, format);
  const recipe = {
    stream,
    source: { bucket, file, timeExtracted },
    dialect: from > 0 ? { ...dialect, skipLines: 0 } : dialect,
    header: table.header,
    windows,
    onLayout,
  };
  const text = toUtf8(bytes, { encoding: table.encoding, onInvalid: table.encodingErrors, from });
  try {
    const pieces = format === "jsonl" ? await jsonPieces(text, recipe, beginning) : transcode(text, recipe, beginning);
    for await (const piece of pieces) {
      if (rejects !== null && piece.rejects.length > 0) {
        piece.rejectLines = rejectLines(piece.rejects, rejects, { ...recipe.source, etag: object.etag });
      }
      yield piece;
    }
  } catch (error) {
    throw inFile(error, bucket, object.key, file);
  }
}

/** What only JSON Lines need is a tenth of the program, and loaded with the first such file. */
async function jsonPieces(...file: Parameters<typeof transcode>): Promise<AsyncIterable<Piece>> {
  const { transcodeJson } = await import("./transcode-json.ts");
  return transcodeJson(...file);
}

/**
 * A fingerprint of everything that decides where a file's records begin and end. A position inside
 * a file means nothing once it has changed.
 */
export function fingerprint(table: Table): string {
  const { dialect, encoding, header, format } = table;
  const parts = JSON.stringify([readingVersion, dialect, encoding, header, format]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 6);
}

/** To be raised when a release counts records or bytes differently. */
const readingVersion = 1;
