import { damaged } from "./damaged.ts";

/** Wider numbers would be those of a dictionary of more than 16 million values, for which there is no memory. */
const widestNumber = 24;

/**
 * Numbers of `width` bits, as runs of one number or packed side by side, into `out` until it is full:
 * https://github.com/apache/parquet-format/blob/master/Encodings.md#run-length-encoding--bit-packing-hybrid-rle--3
 */
export function decodeHybrid(
  bytes: Uint8Array,
  at: number,
  end: number,
  width: number,
  out: Uint8Array | Int32Array,
): void {
  if (width > widestNumber) throw damaged(`a page has numbers of ${width} bits`);
  const count = out.length;
  const numberSize = (width + 7) >> 3;
  let filled = 0;
  while (filled < count) {
    let head = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= end || shift > 28) throw tooShort();
      byte = bytes[at++]!;
      head |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    head >>>= 0;
    if (head % 2 === 0) {
      if (at + numberSize > end) throw tooShort();
      let value = 0;
      for (let index = 0; index < numberSize; index++) value |= bytes[at++]! << (8 * index);
      const next = Math.min(count, filled + head / 2);
      out.fill(value, filled, next);
      filled = next;
    } else {
      const inRun = Math.min(count - filled, 8 * ((head - 1) / 2));
      // The last run may lack the bytes of numbers that nobody asks for.
      if (at + Math.ceil((inRun * width) / 8) > end) throw tooShort();
      unpack(bytes, at, width, out, filled, filled + inRun);
      filled += inRun;
      at += ((head - 1) / 2) * width;
    }
  }
}

function unpack(
  bytes: Uint8Array,
  at: number,
  width: number,
  out: Uint8Array | Int32Array,
  from: number,
  to: number,
): void {
  const mask = (1 << width) - 1;
  let waiting = 0;
  let bits = 0;
  for (let index = from; index < to; index++) {
    while (bits < width) {
      waiting |= bytes[at++]! << bits;
      bits += 8;
    }
    out[index] = waiting & mask;
    waiting >>>= width;
    bits -= width;
  }
}

function tooShort(): Error {
  return damaged("a page ends before its values do");
}
