import { members } from "../bytes/members.ts";
import type { ByteSource } from "../bytes/source.ts";
import { toUtf8, type Utf8Text } from "../bytes/utf8.ts";
import type { Table } from "../config/config.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { type FileFormat, formatOf } from "./file-format.ts";
import { inFile } from "./in-file.ts";

/** One file that can be read, to be looked into: bytes that are no text are shown as U+FFFD. */
export interface OpenFile {
  /** The key, followed by the path inside the object. */
  readonly file: string;
  readonly format: FileFormat;
  readonly text: Utf8Text;
  /** Adds to an error in which file it happened. */
  readonly fail: (error: unknown) => unknown;
}

/** The files in one object, each to be read before the next is asked for. No more is fetched than is read. */
export async function* filesIn(
  store: ObjectStore,
  bucket: string,
  object: S3Object,
  table: Table,
  limits: { readonly maxExpansion: number },
): AsyncGenerator<OpenFile, void, undefined> {
  for await (const member of members(object.key, inPieces(store, object), limits)) {
    const file = member.path === "" ? object.key : `${object.key}/${member.path}`;
    const format = "reason" in member ? null : formatOf(member.name, table);
    if ("reason" in member || format === null) continue;
    const text = toUtf8(member.bytes, { encoding: table.encoding, onInvalid: "replace", from: 0 });
    yield { file, format, text, fail: (error) => inFile(error, bucket, object.key, file) };
  }
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
