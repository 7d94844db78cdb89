import { createInflateRaw, inflateRawSync } from "node:zlib";
import { unpackAtOnce } from "../bytes/at-once.ts";
import type { Fail } from "../bytes/fail.ts";
import type { Feed } from "../bytes/feed.ts";
import { decoderOptions, isOfDecoder, through } from "../bytes/through.ts";
import { unzstd } from "../bytes/zstd.ts";
import { TapError } from "../errors.ts";
import { BrokenAvro, sentence } from "./broken-avro.ts";
import { unsnap } from "./snappy.ts";

/** Bytes of a block that are unpacked in one go: most blocks have 16 or 64 KiB. */
const smallBlock = 1024 * 1024;
const smallContent = 16 * 1024 * 1024;

/** The content of one block, in pieces. `stored` has to be read to its end, which is that of the block. */
export type Unpack = (stored: Feed, size: number) => AsyncIterable<Uint8Array>;

/** How the blocks of a codec are unpacked. Throws BrokenAvro for a codec that cannot be. */
export function unpackerOf(codec: string): Unpack {
  const unpack = codecs.get(codec);
  if (unpack !== undefined) return unpack;
  throw new BrokenAvro(
    `it is compressed with the codec ${JSON.stringify(codec)}, which is not supported`,
    "write it with deflate, snappy, zstandard or without a codec, or leave it out by exclude_pattern",
  );
}

const codecs: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ["null", (stored) => stored.rest()],
  ["deflate", inflate],
  ["snappy", unsnapBlock],
  ["zstandard", (stored) => unzstd(stored, fail)],
]);

const fail: Fail = (why, cause) => new TapError("data", sentence(why), { cause });

async function* inflate(stored: Feed, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  const content = size > smallBlock ? null : inflateAtOnce(await stored.head(size));
  if (content !== null) {
    await stored.pass(size);
    yield content;
    return;
  }
  try {
    yield* through(stored, createInflateRaw(decoderOptions));
  } catch (error) {
    throw isOfDecoder(error) ? damaged(error) : error;
  }
  if ((await stored.head(maxBehind + 1)).length > maxBehind) throw moreBehind();
  await stored.pass(maxBehind);
}

/** Null where it is so much that it is better unpacked piece by piece. */
function inflateAtOnce(block: Uint8Array): Uint8Array | null {
  try {
    const { buffer, engine } = unpackAtOnce(block, inflateRawSync, { maxOutputLength: smallContent });
    if (block.length - engine.bytesWritten > maxBehind) throw moreBehind();
    return buffer;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return null;
    throw isOfDecoder(error) ? damaged(error) : error;
  }
}

/** Programs in Python leave a part of the checksum behind the data, which belongs to zlib's own format. */
const maxBehind = 4;

function moreBehind(): BrokenAvro {
  return new BrokenAvro("other bytes follow the deflate data of a block");
}

function damaged({ message }: Error): BrokenAvro {
  return new BrokenAvro(`the deflate data of a block is damaged: ${message}`);
}

/** In snappy what stands anywhere before can be copied, so all of it must be in memory. */
const largestSnappy = 64 * 1024 * 1024;

async function* unsnapBlock(stored: Feed, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  if (size > largestSnappy) throw new BrokenAvro(`a snappy block of it has ${size} bytes`, leaveOut);
  const block = await stored.head(size);
  const content = unsnap(block.subarray(0, size), largestSnappy);
  // In pieces, or whoever reads it would hold all of it once more.
  for (let at = 0; at < content.length; at += pieceSize) yield content.subarray(at, at + pieceSize);
  await stored.pass(size);
}

const pieceSize = 256 * 1024;

const leaveOut = "write it with smaller blocks, or leave it out by exclude_pattern";
