import { varint } from "./thrift-struct.ts";

/** Levels as runs of packed numbers, with their length before them as in pages of version 1. */
export function levels(max: number, ...values: readonly number[]): Buffer {
  const width = 32 - Math.clz32(max);
  const groups = Math.ceil(values.length / 8);
  let bits = 0n;
  for (const [index, value] of values.entries()) bits |= BigInt(value) << BigInt(index * width);
  const packed = Buffer.alloc(groups * width);
  for (let index = 0; index < packed.length; index++) packed[index] = Number((bits >> BigInt(8 * index)) & 0xffn);
  const body = Buffer.concat([varint(BigInt((groups << 1) | 1)), packed]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

/** Plain values of 32 bits. */
export function int32s(...values: readonly number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

/** Plain values of 64 bits. */
export function int64s(...values: readonly (number | bigint)[]): Buffer {
  return Buffer.from(BigInt64Array.from(values, BigInt).buffer);
}

/** Plain texts. */
export function texts(...values: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}
