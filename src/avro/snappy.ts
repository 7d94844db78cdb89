import { crc32 } from "node:zlib";
import { BrokenAvro } from "./broken-avro.ts";

const damaged = "its snappy data is damaged";

/**
 * The content of a block in snappy, which ends with the CRC-32 of what was packed. `maxBytes` is how large that may
 * be. https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnap(block: Uint8Array, maxBytes: number): Uint8Array {
  const end = block.length - 4;
  const { size, at } = sizeOf(block, end);
  if (size > maxBytes) throw new BrokenAvro(`a block of it claims to decompress to ${size} bytes`);
  const out = Buffer.alloc(size);
  if (unpack(block, at, end, out) !== size) throw new BrokenAvro(damaged);
  const sum = Buffer.from(block.buffer, block.byteOffset + end, 4).readUInt32BE();
  if (crc32(out) !== sum) throw new BrokenAvro(`${damaged}: the CRC-32 does not match`);
  return out;
}

function sizeOf(block: Uint8Array, end: number): { readonly size: number; readonly at: number } {
  let size = 0;
  for (let at = 0, factor = 1; at < Math.min(end, 5); factor *= 128) {
    const byte = block[at++]!;
    size += (byte & 0x7f) * factor;
    if (byte < 0x80) return { size, at };
  }
  throw new BrokenAvro(damaged);
}

/** Returns how many bytes were written; fewer than there should be where the data ends before, or makes no sense. */
function unpack(block: Uint8Array, at: number, end: number, out: Buffer): number {
  let written = 0;
  while (at < end) {
    const tag = block[at++]!;
    const upper = tag >> 2;
    if ((tag & 3) === 0) {
      const bytes = upper < 60 ? 0 : upper - 59;
      const length = 1 + (bytes === 0 ? upper : littleEndian(block, at, bytes));
      at += bytes;
      if (at + length > end || written + length > out.length) return -1;
      out.set(block.subarray(at, at + length), written);
      at += length;
      written += length;
      continue;
    }
    const bytes = tag & 2 ? (tag & 1 ? 4 : 2) : 1;
    const length = bytes === 1 ? 4 + (upper & 7) : 1 + upper;
    const offset = littleEndian(block, at, bytes) + (bytes === 1 ? (tag >> 5) << 8 : 0);
    at += bytes;
    if (at > end || offset === 0 || offset > written || written + length > out.length) return -1;
    // Byte by byte where the copy overlaps what it copies from.
    if (offset >= length) out.copyWithin(written, written - offset, written - offset + length);
    else for (let i = 0; i < length; i++) out[written + i] = out[written + i - offset]!;
    written += length;
  }
  return written;
}

function littleEndian(block: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = bytes - 1; i >= 0; i--) value = value * 256 + (block[at + i] ?? 0);
  return value;
}
