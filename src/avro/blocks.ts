import { Feed } from "../bytes/feed.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { Cursor, exhausted, readCount } from "./cursor.ts";
import { type Header, markerSize } from "./header.ts";
import type { Unpack } from "./unpack-block.ts";

/** Some records of a file. */
export interface Block {
  /** How many, as it claims. */
  readonly records: number;
  /** What it decompresses to, in pieces: to be read to its end before the next block is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
  /** Bytes of the file up to its end. */
  readonly end: number;
}

/** Blocks of so many bytes are looked at as a whole before their records are. */
const smallBlock = 1024 * 1024;

/**
 * The blocks of a file behind its header. Nothing is believed that a block says of its size: no more is held than has
 * come. Throws BrokenAvro; for a block that is small, before it is given out.
 */
export async function* readBlocks(
  feed: Feed,
  { marker, size: headerSize }: Header,
  unpack: Unpack,
  limits: { readonly maxExpansion: number },
): AsyncGenerator<Block, void, undefined> {
  const expansion = new BlockExpansion(limits.maxExpansion);
  let end = headerSize;
  for (;;) {
    const beginning = await readBeginning(feed);
    if (beginning === null) return;
    const { records, size } = beginning;
    end += beginning.bytes + size + markerSize;
    const isSmall = size <= smallBlock;
    if (isSmall) checkMarker(await feed.head(size + markerSize), size, marker);
    yield { records, content: expansion.limited(unpack(new Feed(taken(feed, size)), size), size), end };
    if (!isSmall) checkMarker(await feed.head(markerSize), 0, marker);
    await feed.pass(markerSize);
  }
}

/** Bytes that a record of the next block takes, as the block claims; null where there is none. Takes nothing. */
export async function recordSize(feed: Feed): Promise<number | null> {
  const beginning = beginningOf(await feed.head(maxBeginning));
  return beginning === null || beginning.records === 0 ? null : beginning.size / beginning.records;
}

/** Two numbers of 64 bits at most. */
const maxBeginning = 20;

/** What stands before the content of a block. */
interface Beginning {
  readonly records: number;
  readonly size: number;
  readonly bytes: number;
}

/** Takes it; null at the end of the file. */
async function readBeginning(feed: Feed): Promise<Beginning | null> {
  const beginning = beginningOf(await feed.head(maxBeginning));
  if (beginning !== null) await feed.pass(beginning.bytes);
  return beginning;
}

function beginningOf(head: Uint8Array): Beginning | null {
  if (head.length === 0) return null;
  const cursor = new Cursor();
  cursor.append(head.subarray(0, maxBeginning));
  try {
    const records = readCount(cursor);
    return { records, size: readCount(cursor), bytes: cursor.at };
  } catch (error) {
    throw error === exhausted ? cutOff() : error;
  }
}

function checkMarker(bytes: Uint8Array, from: number, marker: Uint8Array): void {
  if (bytes.length < from + markerSize) throw cutOff();
  if (marker.every((byte, index) => bytes[from + index] === byte)) return;
  throw new BrokenAvro("a block of it does not end with the marker of the file, so it is damaged");
}

function cutOff(): BrokenAvro {
  return new BrokenAvro("it ends in the middle of a block, so it was probably not written or uploaded to its end");
}

/** The next `size` bytes. */
async function* taken(feed: Feed, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let left = size; left > 0;) {
    const chunk = await feed.next();
    if (chunk === null) throw cutOff();
    if (chunk.length > left) feed.unread(chunk.subarray(left));
    const part = chunk.subarray(0, left);
    left -= part.length;
    yield part;
  }
}

/** Small files may expand as they like: the limit is there to stop a file that would never end. */
const freeBytes = 100 * 1024 * 1024;

/** Holds the blocks as stored against what they are unpacked to. */
class BlockExpansion {
  readonly #limit: number;
  #stored = 0;
  #unpacked = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async *limited(content: AsyncIterable<Uint8Array>, stored: number): AsyncGenerator<Uint8Array, void, undefined> {
    this.#stored += stored;
    for await (const piece of content) {
      this.#unpacked += piece.length;
      if (this.#unpacked > freeBytes && this.#unpacked > this.#limit * this.#stored) {
        const remedy = 'set "max_expansion" if that is intended';
        throw new BrokenAvro(`it expands to more than ${this.#limit} times its size`, remedy);
      }
      yield piece;
    }
  }
}
