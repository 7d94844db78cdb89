import type { Config, Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { filesIn, type FoundFile, type OtherFile } from "../files/files-in.ts";
import type { FirstLook } from "../files/first-look.ts";
import { inFile } from "../files/in-file.ts";
import { loadFormat } from "../files/load-format.ts";
import type { FormatName } from "../format/formats.ts";
import { type ByteRange, type ByteSource, smallObject } from "../format/byte-source.ts";
import type { Beginning, OpenFile } from "../format/file-format.ts";
import type { Layout } from "../record/layout.ts";
import type { Source, Stream } from "../record/stream.ts";
import type { OutputBuffers } from "../record/output-buffers.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { rejectLines, type RejectStream } from "../table/reject-stream.ts";
import type { TableObject } from "../table/table-object.ts";
import type { Piece } from "./pieces.ts";
import { transcode } from "./transcode.ts";

/** One file that was read to its end. */
export interface FileRead {
  readonly file: string;
  readonly format: FormatName;
  /** Records of the file, those included that an earlier run has read. */
  readonly records: number;
}

/** What the objects of one table have in common. */
export interface Reading {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly stream: Stream;
  /** The version of the stream that the records are of, where it has versions. */
  readonly version?: number;
  /** What takes the rejects of the stream, if anything does. */
  readonly rejects: RejectStream | null;
  readonly windows: OutputBuffers;
  /** Told of each file once its columns are known; the layout's tally is complete when the object is. */
  readonly onLayout: (layout: Layout) => void;
  /** Told of each file that was read to its end. */
  readonly onRead: (file: FileRead) => void;
  /** Looks at the first file that is read from its beginning; null where nobody wants to know. */
  readonly look: FirstLook | null;
  /** Told of what is inside an object and not read. */
  readonly onSkipped: (file: string, what: string) => void;
}

/** The observers of a reading that nobody observes. */
export const unobserved = {
  onLayout: () => undefined,
  onRead: () => undefined,
  look: null,
  onSkipped: () => undefined,
} satisfies Partial<Reading>;

/**
 * One object → its RECORD lines, batch by batch. `opened` is its body from the first byte on, where that was asked for already. Throws TapError that
 * names the file.
 */
export function readObject(
  object: TableObject,
  opened: AsyncIterable<Uint8Array> | null,
  progress: Beginning | null,
  reading: Reading,
): AsyncGenerator<Iterable<Piece>> {
  const { decision } = object;
  const format = decision.kind === "read" ? decision.format : null;
  if (format === null || progress === null || progress.byte === 0) {
    return readFiles(object, opened, progress?.records ?? 0, reading);
  }
  // Only of an object that is a file itself is a position known.
  const source = sourceOf(object, null, reading);
  const rest = { file: object.key, format, bytes: source.read(), ranges: source, unpacked: null };
  return readFile(rest, object, progress, reading);
}

/** All files in the object, without the first `pass` records. */
async function* readFiles(
  object: TableObject,
  opened: AsyncIterable<Uint8Array> | null,
  pass: number,
  reading: Reading,
): AsyncGenerator<Iterable<Piece>> {
  const { table, config } = reading;
  let before = 0;
  let isReadable = false;
  const nested: OtherFile[] = [];
  for await (const found of filesIn(object.key, sourceOf(object, opened, reading), table, config)) {
    if (found.format === null && found.reason === "nested") {
      nested.push(found);
      continue;
    }
    isReadable ||= found.format !== null || found.reason === "name";
    if (found.format === null) {
      reading.onSkipped(found.file, found.what);
      continue;
    }
    const part = { before, total: 0, isPacked: found.ranges === null };
    const from = { records: Math.max(0, pass - before), byte: 0 };
    for await (const pieces of readFile(found, object, from, reading)) yield piecesOfPart(pieces, part);
    before += part.total;
  }
  if (nested.length > 0 && !isReadable) throw packedAgain(object, config.connection.bucket);
  for (const { file, what } of nested) reading.onSkipped(file, what);
}

/** A file of an object: the records before it, and those of its own so far. */
interface Part {
  readonly before: number;
  total: number;
  readonly isPacked: boolean;
}

function* piecesOfPart(pieces: Iterable<Piece>, part: Part): Generator<Piece> {
  for (const piece of pieces) {
    part.total = piece.total;
    piece.total += part.before;
    if (part.isPacked) piece.offset = null;
    yield piece;
  }
}

/**
 * The object's bytes. Those that were asked for already go to the first reader that wants all of them: of a small object,
 * also to one that reads by ranges.
 */
function sourceOf(object: S3Object, opened: AsyncIterable<Uint8Array> | null, { store }: Reading): ByteSource {
  const { size } = object;
  let waiting = opened;
  const begin = (range?: ByteRange): AsyncIterable<Uint8Array> => {
    const isWhole = range === undefined || (size <= smallObject && range.from === 0 && (range.to ?? size) >= size);
    if (waiting === null || !isWhole) return store.read(object, range);
    const bytes = waiting;
    waiting = null;
    return bytes;
  };
  return { size, read: (range) => ({ [Symbol.asyncIterator]: () => begin(range)[Symbol.asyncIterator]() }) };
}

/** Nothing of the object can be read, so to pass over it would be to lose it. */
function packedAgain({ key }: S3Object, bucket: string): TapError {
  const message = `Cannot read "${key}": it is compressed twice; compress it once, or leave it out by exclude_pattern`;
  return new TapError("data", message, { place: { bucket, key } });
}

/** One file → its RECORD lines. */
async function* readFile(
  found: FoundFile,
  object: S3Object,
  from: Beginning,
  reading: Reading,
): AsyncGenerator<Iterable<Piece>> {
  const { file, format } = found;
  const { config, stream, rejects, windows, look, onLayout, onRead } = reading;
  const source = originOf(found, object, reading);
  const open = openForRecords(found, reading);
  const reader = await loadFormat(format);
  const seen = from.byte > 0 ? open : (look?.at(file, reader, open) ?? open);
  const named = (error: unknown): unknown => inFile(error, config.connection.bucket, object.key, file);
  let records = 0;
  function* told(pieces: Iterable<Piece>): Generator<Piece> {
    try {
      for (const piece of pieces) {
        if (rejects !== null && piece.rejects.length > 0) {
          piece.rejectLines = rejectLines(piece.rejects, rejects, { ...source, etag: object.etag });
        }
        records = piece.total;
        yield piece;
      }
    } catch (error) {
      throw named(error);
    }
  }
  try {
    try {
      for await (const pieces of transcode(reader, seen, { stream, source, windows, onLayout }, from)) {
        yield told(pieces);
        await look?.lookAtBeginning();
      }
    } finally {
      await look?.lookAtRest();
    }
    onRead({ file, format, records });
  } catch (error) {
    throw named(error);
  }
}

/** What the records of a file say of where they come from. */
function originOf({ file, unpacked }: FoundFile, { key }: S3Object, { table, config, version }: Reading): Source {
  return {
    bucket: config.connection.bucket,
    file,
    timeExtracted: config.timeExtracted ? new Date().toISOString().replace("Z", "000Z") : null,
    unpacked,
    ...(table.pathColumns === null ? {} : { path: table.pathColumns(key) }),
    ...(version === undefined ? {} : { version }),
  };
}

function openForRecords({ bytes, ranges }: FoundFile, { table, config, stream }: Reading): OpenFile {
  return {
    bytes,
    ranges,
    settings: table,
    onBroken: stream.onMismatch === "reject" ? "keep" : "fail",
    maxExpansion: config.maxExpansion,
    isWanted: (column) => isWanted(column, stream),
    typeOf: (column) => stream.columns.get(column) ?? null,
  };
}

/** A column that the catalog does not know goes into `_sdc_extra`, where that is selected. */
function isWanted(column: string, { columns, takesEveryColumn, deselected, added }: Stream): boolean {
  if (columns.has(column) || takesEveryColumn) return true;
  return added.has("_sdc_extra") && !deselected.has(column);
}
