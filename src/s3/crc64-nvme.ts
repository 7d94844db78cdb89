/**
 * CRC-64/NVME over one more chunk: reflected polynomial 0x9a6c9329ac4bc9b5, start and end inverted
 * (NVM Express NVM Command Set Specification 1.0d, 5.2.1.3.4). Two 32-bit halves and eight tables,
 * because BigInt arithmetic per byte is about fifty times slower.
 */
export function crc64Nvme(sum: bigint, chunk: Uint8Array): bigint {
  const { lows, highs } = (made ??= makeTables());
  let low = ~Number(sum & 0xffffffffn);
  let high = ~Number(sum >> 32n);
  const { length } = chunk;
  let at = 0;
  const view = new DataView(chunk.buffer, chunk.byteOffset, length);
  for (const end = length - 7; at < end; at += 8) {
    const a = low ^ view.getInt32(at, true);
    const b = high ^ view.getInt32(at + 4, true);
    const i0 = 1792 | (a & 255);
    const i1 = 1536 | ((a >>> 8) & 255);
    const i2 = 1280 | ((a >>> 16) & 255);
    const i3 = 1024 | (a >>> 24);
    const i4 = 768 | (b & 255);
    const i5 = 512 | ((b >>> 8) & 255);
    const i6 = 256 | ((b >>> 16) & 255);
    const i7 = b >>> 24;
    low = lows[i0]! ^ lows[i1]! ^ lows[i2]! ^ lows[i3]! ^ lows[i4]! ^ lows[i5]! ^ lows[i6]! ^ lows[i7]!;
    high = highs[i0]! ^ highs[i1]! ^ highs[i2]! ^ highs[i3]! ^ highs[i4]! ^ highs[i5]! ^ highs[i6]! ^ highs[i7]!;
  }
  for (; at < length; at += 1) {
    const index = (low ^ view.getUint8(at)) & 255;
    low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
    high = (high >>> 8) ^ highs[index]!;
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}

/** Entry 256 t + b: what the byte b does to the sum when t more bytes follow it in the same step. */
interface Tables {
  readonly lows: Int32Array;
  readonly highs: Int32Array;
}

let made: Tables | null = null;

function makeTables(): Tables {
  const low = new Int32Array(8 * 256);
  const high = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let sum = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1n ? (sum >> 1n) ^ 0x9a6c9329ac4bc9b5n : sum >> 1n;
    }
    low[byte] = Number(BigInt.asIntN(32, sum));
    high[byte] = Number(BigInt.asIntN(32, sum >> 32n));
  }
  for (let index = 256; index < low.length; index += 1) {
    const before = low[index - 256]!;
    const beforeHigh = high[index - 256]!;
    low[index] = ((before >>> 8) | (beforeHigh << 24)) ^ low[before & 255]!;
    high[index] = (beforeHigh >>> 8) ^ high[before & 255]!;
  }
  return { lows: low, highs: high };
}
