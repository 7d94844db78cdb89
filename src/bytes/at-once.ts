import type { ZlibOptions } from "node:zlib";
import type { Feed } from "./feed.ts";

/** One of the functions of node:zlib whose names end in "Sync". */
type Unpack = (packed: Uint8Array, options: ZlibOptions) => unknown;

/** What it makes of packed bytes, and how many of them it took. */
export interface Unpacked {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

/** Bytes of packed data, and of the text in it, that are unpacked at once: in a millisecond or so. */
const maxPacked = 64 * 1024;
const maxText = 384 * 1024;

/**
 * The text of all that is left in the feed, where that is little and nothing is wrong with it. Else null, with all still in
 * the feed: a decoder then says what it is. To make one, with its events and its turns in another thread, takes longer
 * than such a text takes to be unpacked. `claimed` is how long the text says that it is.
 */
export async function smallText(
  feed: Feed,
  unpack: Unpack,
  claimed: (packed: Uint8Array) => number,
): Promise<Uint8Array | null> {
  const packed = await feed.head(maxPacked + 1);
  if (packed.length > maxPacked) return null;
  const size = claimed(packed);
  if (size > maxText) return null;
  const text = textOf(packed, size, unpack);
  if (text !== null) await feed.next();
  return text;
}

/** Null as well where something follows that is not of it. */
function textOf(packed: Uint8Array, size: number, unpack: Unpack): Uint8Array | null {
  try {
    // One byte more, or zlib would be asked for another piece.
    const options = { chunkSize: Math.max(1024, size + 1), maxOutputLength: maxText };
    const { buffer, engine } = unpackAtOnce(packed, unpack, options);
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}

/** Unpacks in one step, which blocks. Throws what node:zlib throws. */
export function unpackAtOnce(packed: Uint8Array, unpack: Unpack, options: ZlibOptions): Unpacked {
  const unpacked = unpack(packed, { ...options, info: true });
  if (!isUnpacked(unpacked)) throw new Error("node:zlib does not say how much it took");
  return unpacked;
}

/** What it returns where `info` is asked for, which its declarations lack. */
function isUnpacked(result: unknown): result is Unpacked {
  return typeof result === "object" && result !== null && "engine" in result;
}
