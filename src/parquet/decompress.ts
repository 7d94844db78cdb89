import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompressLz4, decompressLz4Raw, decompressSnappy } from "hyparquet-compressors";
import { TapError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import { lz4BlockSize, lz4FramesSize } from "./lz4-size.ts";
import type { Codec } from "./row-group.ts";
import { unpackZstd } from "./unpack-zstd.ts";

/**
 * The bytes of a page, of which there must be `size`. The libraries believe their input; what they are not to believe
 * is looked at first, so that no page can write over its end or leave a part of it unwritten.
 */
export function decompress(packed: Uint8Array, codec: Codec, size: number): Uint8Array {
  if (codec === "none") return sized(packed, size);
  if (size === 0) return new Uint8Array();
  try {
    return sized(unpack(packed, codec, size), size);
  } catch (error) {
    throw error instanceof TapError ? error : damaged(`a page cannot be decompressed by ${codec}`, error);
  }
}

function unpack(packed: Uint8Array, codec: Exclude<Codec, "none">, size: number): Uint8Array {
  switch (codec) {
    case "gzip":
      return gunzipSync(packed, { maxOutputLength: size });
    case "brotli":
      return brotliDecompressSync(packed, { maxOutputLength: size });
    case "zstd":
      return unpackZstd(packed, size);
    case "snappy":
      expectSize(snappySize(packed), size);
      return decompressSnappy(packed, size);
    case "lz4-raw":
      expectSize(lz4BlockSize(packed), size);
      return decompressLz4Raw(packed, size);
    case "lz4":
      expectSize(lz4FramesSize(packed) ?? lz4BlockSize(packed), size);
      return decompressLz4(packed, size);
    case "lzo":
      throw damaged("LZO is not read");
  }
}

function sized(bytes: Uint8Array, size: number): Uint8Array {
  expectSize(bytes.length, size);
  return bytes;
}

function expectSize(actual: number, size: number): void {
  if (actual !== size) throw damaged(`a page decompresses to ${actual} bytes, and not to the ${size} that it says`);
}

/** What a snappy block says of its size: https://github.com/google/snappy/blob/main/format_description.txt */
function snappySize(packed: Uint8Array): number {
  let size = 0;
  for (const [index, byte] of packed.subarray(0, 5).entries()) {
    size += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return size;
  }
  return -1;
}
