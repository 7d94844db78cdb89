import { damaged } from "./damaged.ts";
import type { Octets, RawValues } from "./raw-values.ts";
import type { Leaf } from "./shape.ts";

/** `count` values that stand one after the other: https://github.com/apache/parquet-format/blob/master/Encodings.md#plain-plain--0 */
export function decodePlain(bytes: Uint8Array, at: number, count: number, { physical, length }: Leaf): RawValues {
  switch (physical) {
    case "boolean":
      return { kind: "small", numbers: decodeBits(bytes, at, count) };
    case "int32":
      return { kind: "small", numbers: new Int32Array(aligned(bytes, at, 4 * count)) };
    case "int64":
      return { kind: "long", halves: new Int32Array(aligned(bytes, at, 8 * count)) };
    case "float":
      return { kind: "float", numbers: new Float32Array(aligned(bytes, at, 4 * count)) };
    case "double":
      return { kind: "float", numbers: new Float64Array(aligned(bytes, at, 8 * count)) };
    case "int96":
      return decodeFixed(bytes, at, count, 12);
    case "fixed":
      return decodeFixed(bytes, at, count, length);
    case "bytes":
      return decodeOctets(bytes, at, count);
  }
}

function decodeBits(bytes: Uint8Array, at: number, count: number): Uint8Array {
  expectRoom(bytes, at, Math.ceil(count / 8));
  const bits = new Uint8Array(count);
  for (let index = 0; index < count; index++) bits[index] = (bytes[at + (index >> 3)]! >> (index & 7)) & 1;
  return bits;
}

/** A copy, since numbers must begin at a multiple of their size, and pages begin anywhere. */
function aligned(bytes: Uint8Array, at: number, length: number): ArrayBuffer {
  expectRoom(bytes, at, length);
  const copy = new ArrayBuffer(length);
  new Uint8Array(copy).set(bytes.subarray(at, at + length));
  return copy;
}

/** Values of one length. */
function decodeFixed(bytes: Uint8Array, at: number, count: number, length: number): Octets {
  expectRoom(bytes, at, count * length);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    starts[index] = at + index * length;
    ends[index] = at + (index + 1) * length;
  }
  return { kind: "octets", bytes, starts, ends };
}

function decodeOctets(bytes: Uint8Array, at: number, count: number): Octets {
  // Each has a length of four bytes before it.
  expectRoom(bytes, at, 4 * count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const size = bytes.length;
  for (let index = 0; index < count; index++) {
    if (at + 4 > size) throw tooShort();
    const length = bytes[at]! + (bytes[at + 1]! << 8) + (bytes[at + 2]! << 16) + bytes[at + 3]! * 0x1000000;
    at += 4;
    if (length > size - at) throw tooShort();
    starts[index] = at;
    at += length;
    ends[index] = at;
  }
  return { kind: "octets", bytes, starts, ends };
}

/** To be asked before anything is made for so many values. */
export function expectRoom(bytes: Uint8Array, at: number, length: number): void {
  if (at + length > bytes.length) throw tooShort();
}

function tooShort(): Error {
  return damaged("a page ends before its values do");
}
