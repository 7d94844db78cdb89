import { Feed } from "../bytes/feed.ts";
import { TapError } from "../errors.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { type Block, readBlocks, recordSize } from "./blocks.ts";
import { BrokenAvro, sentence } from "./broken-avro.ts";
import { compileColumns } from "./columns.ts";
import { type Header, readHeader } from "./header.ts";
import { RowDecoder } from "./row-decoder.ts";
import { unpackerOf } from "./unpack-block.ts";
import type { Styles } from "./value-writer.ts";

/** A file whose header has been read. Must be closed, by `close` or by reading its rows. */
export interface AvroFile {
  readonly header: Header;
  /** Bytes that a record of the first block takes; null where there is none. To be asked for before the rows. */
  recordSize(): Promise<number | null>;
  /** The rows behind the header, once. */
  rows(options: AvroOptions): AsyncGenerator<NamedBatch, void, undefined>;
  close(): Promise<void>;
}

/** How the rows of a file are to be read. */
export interface AvroOptions {
  /** Bytes. A larger record is an error. */
  readonly maxRecordSize: number;
  /** How many times its size a file may expand to, after its first 100 MiB. */
  readonly maxExpansion: number;
  /** What becomes of texts that are not valid UTF-8: an error, or U+FFFD in the place of what is none. */
  readonly onInvalid: "fail" | "replace";
  /** How the values of each column are written; null for one that nobody wants. */
  readonly stylesOf: (name: string) => Styles | null;
}

/** Reads the header of an object container file. Throws TapError of kind "data". */
export async function openAvro(bytes: AsyncIterable<Uint8Array>): Promise<AvroFile> {
  const feed = new Feed(bytes);
  try {
    const header = await readHeader(feed);
    return {
      header,
      recordSize: async () => {
        try {
          return await recordSize(feed);
        } catch (error) {
          throw explained(error);
        }
      },
      rows: (options) => readRows(feed, header, options),
      close: () => feed.close(),
    };
  } catch (error) {
    await feed.close();
    throw explained(error);
  }
}

/**
 * The rows of all blocks. Each field is in the column of its number in the schema; those that nobody wants are not
 * there. Throws TapError of kind "data" for whatever is wrong, after the rows before it.
 */
async function* readRows(
  feed: Feed,
  header: Header,
  options: AvroOptions,
): AsyncGenerator<NamedBatch, void, undefined> {
  const { maxRecordSize, onInvalid, stylesOf } = options;
  const columns = compileColumns(header.schema, stylesOf);
  const decoder = new RowDecoder(header.schema, columns, maxRecordSize, onInvalid);
  let end = header.size;
  try {
    for await (const block of readBlocks(feed, header, unpackerOf(header.codec), options)) {
      end = block.end;
      yield* fullBatches(block, decoder);
    }
    yield* lastBatch(decoder, end);
  } catch (error) {
    // What stands before it is given out first.
    yield* lastBatch(decoder, end);
    throw explained(error);
  } finally {
    await feed.close();
  }
}

async function* fullBatches(
  { records, content, end }: Block,
  decoder: RowDecoder,
): AsyncGenerator<NamedBatch, void, undefined> {
  decoder.beginBlock(records);
  for await (const piece of content) {
    decoder.append(piece);
    for (let batch = decoder.fullBatch(end); batch !== null; batch = decoder.fullBatch(end)) yield batch;
  }
  decoder.expectNoMore();
  for (let batch = decoder.fullBatch(end); batch !== null; batch = decoder.fullBatch(end)) yield batch;
  decoder.endBlock();
}

function* lastBatch(decoder: RowDecoder, end: number): Generator<NamedBatch, void, undefined> {
  const batch = decoder.batch(end);
  if (batch !== null) yield batch;
  decoder.check();
}

function explained(error: unknown): unknown {
  if (!(error instanceof BrokenAvro)) return error;
  return new TapError("data", sentence(error.message), { cause: error });
}
