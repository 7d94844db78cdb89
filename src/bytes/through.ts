import type { Transform } from "node:stream";
import type { Feed } from "./feed.ts";
import { noteDecoder } from "./spent-chunks.ts";

/** Output comes in pieces of this size: with Node's 16 KiB inflating takes twice the time, with 256 KiB a tenth more. */
const pieceSize = 384 * 1024;

/**
 * Options for a decoder of node:zlib. The high-water mark, in pieces, lets its thread work ahead while the consumer is
 * busy with earlier ones. As objects, since Node would copy several pieces that wait into one.
 */
export const decoderOptions = { chunkSize: pieceSize, readableObjectMode: true, readableHighWaterMark: 3 };

/** A decoder of node:zlib. */
export type Decoder = Transform & { readonly bytesWritten: number };

/**
 * What the decoder makes of the feed. Bytes after the end of the encoded data are left in the feed, which
 * stays open. Errors of the source come out as they are, those of the decoder with a `code`.
 */
export async function* through(feed: Feed, decoder: Decoder): AsyncGenerator<Uint8Array, void, undefined> {
  const noteEnd = noteDecoder();
  const pumping = pump(feed, decoder).catch((error: unknown) => {
    decoder.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const piece of decoder) yield piece;
  } finally {
    noteEnd();
    decoder.destroy();
    await pumping;
  }
}

/** Whether a decoder of node:zlib has thrown it: their codes are zlib's own. */
export function isOfDecoder(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

async function pump(feed: Feed, decoder: Decoder): Promise<void> {
  // A write under way is not called back when the decoder fails or is destroyed.
  let settle = (): void => undefined;
  decoder.once("close", () => settle());
  const write = async (chunk: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve;
      decoder.write(chunk, () => resolve());
    });

  let chunk = await feed.next();
  while (chunk !== null && !decoder.destroyed) {
    const before = decoder.bytesWritten;
    const [, following] = await Promise.all([write(chunk), feed.next()]);
    const taken = decoder.bytesWritten - before;
    if (taken < chunk.length) {
      if (following !== null) feed.unread(following);
      feed.unread(chunk.subarray(taken));
      break;
    }
    chunk = following;
  }
  decoder.end();
}
