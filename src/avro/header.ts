import { otherFormat } from "../bytes/fail.ts";
import type { Feed } from "../bytes/feed.ts";
import type { AvroRecord } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { blockCount, Cursor, exhausted, readCount } from "./cursor.ts";
import { parseSchema } from "./parse-schema.ts";

/** What stands at the beginning of a file: https://avro.apache.org/docs/1.12.0/specification/#object-container-files */
export interface Header {
  readonly schema: AvroRecord;
  readonly codec: string;
  /** Sixteen bytes that stand behind each block. */
  readonly marker: Uint8Array;
  /** Bytes of the header. */
  readonly size: number;
}

/** More than any schema has; what claims to be larger is no header. */
const maxBytes = 8 * 1024 * 1024;

export const markerSize = 16;

/** Takes the header of a file. Throws BrokenAvro. */
export async function readHeader(feed: Feed): Promise<Header> {
  const beginning = await feed.head(4);
  if (Buffer.from(beginning.subarray(0, 4)).toString("latin1") !== "Obj\x01") {
    throw new BrokenAvro("it does not begin as an Avro file does", otherFormat);
  }
  // The header does not tell its size: it is read again and again, with more of the file each time.
  for (let wanted = 64 * 1024; ; wanted *= 2) {
    const bytes = await feed.head(wanted);
    const found = entriesOf(bytes);
    if (found !== null) {
      await feed.pass(found.size);
      return headerOf(found.entries, bytes.slice(found.size - markerSize, found.size), found.size);
    }
    if (bytes.length < wanted)
      throw new BrokenAvro(
        "it ends in the middle of its header, so it was probably not written or uploaded to its end",
      );
    if (bytes.length > maxBytes) throw new BrokenAvro(`its header has more than ${maxBytes} bytes`);
  }
}

/** The metadata, and the bytes of the whole header; null where more bytes are needed. */
function entriesOf(
  bytes: Uint8Array,
): { readonly entries: ReadonlyMap<string, Uint8Array>; readonly size: number } | null {
  const cursor = new Cursor();
  cursor.append(bytes);
  cursor.at = 4;
  const entries = new Map<string, Uint8Array>();
  try {
    for (let count = blockCount(cursor); count > 0; count = blockCount(cursor)) {
      for (; count > 0; count--) entries.set(Buffer.from(take(cursor)).toString(), take(cursor));
    }
    cursor.take(markerSize);
  } catch (error) {
    if (error === exhausted) return null;
    throw error;
  }
  return { entries, size: cursor.at };
}

function take(cursor: Cursor): Uint8Array {
  const count = readCount(cursor);
  const from = cursor.take(count);
  return cursor.bytes.slice(from, from + count);
}

function headerOf(entries: ReadonlyMap<string, Uint8Array>, marker: Uint8Array, size: number): Header {
  const schema = entries.get("avro.schema");
  if (schema === undefined) throw new BrokenAvro("it has no schema");
  const codec = entries.get("avro.codec");
  return {
    schema: parseSchema(Buffer.from(schema).toString()),
    codec: codec === undefined ? "null" : Buffer.from(codec).toString(),
    marker,
    size,
  };
}
