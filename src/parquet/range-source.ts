import { type ByteSource, smallObject } from "../format/byte-source.ts";
import type { OpenFile } from "../format/file-format.ts";
import { damaged, unsupported } from "./damaged.ts";

/** A file of which any part can be had. */
export interface RangeSource {
  /** Bytes of the whole file. */
  readonly size: number;
  /** The bytes from `from` up to `to`, all of them. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** Ends what is under way. Nothing may be read afterwards. */
  close(): Promise<void>;
}

/** What is packed must be unpacked as a whole before its end can be read. */
const maxUnpacked = 64 * 1024 * 1024;

/** The file, of which any part can be had: by ranges, or from memory where it is small, so that its checksum is verified, or packed. */
export async function openRanges({ bytes, ranges }: Pick<OpenFile, "bytes" | "ranges">): Promise<RangeSource> {
  if (ranges !== null && ranges.size > smallObject) return rangesOf(ranges);
  if (ranges !== null) return rangesIn(await collect(ranges.read({ from: 0 }), ranges.size, { isClosed: false }));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxUnpacked)
      throw unsupported(
        `It is compressed and decompresses to more than ${maxUnpacked / 2 ** 20} MiB`,
        "store it as it is, since Parquet is compressed in itself",
      );
    // The chunk is its owner's, who may fill it again.
    chunks.push(Uint8Array.from(chunk));
  }
  return rangesIn(Buffer.concat(chunks));
}

function rangesOf(source: ByteSource): RangeSource {
  const state = { isClosed: false };
  const underWay = new Set<Promise<Uint8Array>>();
  return {
    size: source.size,
    read: async (from, to) => {
      const bytes = collect(source.read({ from, to }), to - from, state);
      underWay.add(bytes);
      try {
        return await bytes;
      } finally {
        underWay.delete(bytes);
      }
    },
    close: async () => {
      state.isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** A file that is in memory. */
function rangesIn(bytes: Uint8Array): RangeSource {
  return {
    size: bytes.length,
    read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
    close: () => Promise.resolve(),
  };
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  state: { readonly isClosed: boolean },
): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of chunks) {
    if (state.isClosed) break;
    if (at + chunk.length > size) throw damaged("more of it came than was asked for");
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at < size && !state.isClosed) throw damaged("it is shorter than it was listed");
  return bytes;
}
