import { BrokenAvro } from "./broken-avro.ts";

/** Zeros behind the bytes at hand: as far as a reader of one value looks before it notices where they end. */
const cursorSlack = 16;

/**
 * Bytes of a block, and where in them the reading stands. The same object for all blocks of a file. Readers may run
 * over the end, where zeros stand, and then call `check`.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(cursorSlack);
  view = new DataView(this.bytes.buffer);
  at = 0;
  end = 0;
  /** A number of 64 bits that no double holds, where `readLong` says so. */
  wide = 0n;
  /** How many records, arrays and maps the value at hand stands in. */
  depth = 0;

  /** Bytes that have not been read. */
  get left(): number {
    return this.end - this.at;
  }

  /** Adds bytes behind those at hand. */
  append(piece: Uint8Array): void {
    const rest = this.left;
    const end = rest + piece.length;
    if (end + cursorSlack > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(end, 2 * rest, Math.min(2 * this.bytes.length, smallSize)) + cursorSlack);
      bytes.set(this.bytes.subarray(this.at, this.end));
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer);
    } else if (this.at > 0) {
      this.bytes.copyWithin(0, this.at, this.end);
    }
    this.bytes.set(piece, rest);
    this.bytes.fill(0, end, end + cursorSlack);
    this.at = 0;
    this.end = end;
  }

  /** Throws `exhausted` where more was read than is there. */
  check(): void {
    if (this.at > this.end) throw exhausted;
  }

  /** Takes so many bytes, and tells where they begin. */
  take(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw exhausted;
    this.at = from + count;
    return from;
  }
}

/** Up to here the room is doubled, whatever is left. */
const smallSize = 64 * 1024;

/** The bytes at hand end inside a record, which is no error as long as there are more. Always the same, since it is thrown often. */
export const exhausted = new Error("the bytes end inside a record");

/** A number of 64 bits as the double that it is; NaN where it is beyond 2^52, and then it is in `cursor.wide`. */
export function readLong(cursor: Cursor): number {
  const { bytes } = cursor;
  let at = cursor.at;
  let byte = bytes[at++]!;
  let low = byte & 0x7f;
  for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
    byte = bytes[at++]!;
    low |= (byte & 0x7f) << shift;
  }
  if (byte < 0x80) {
    cursor.at = at;
    cursor.check();
    return (low >>> 1) ^ -(low & 1);
  }
  let high = 0;
  for (let shift = 0; byte >= 0x80 && shift < 28; shift += 7) {
    byte = bytes[at++]!;
    high |= (byte & 0x7f) << shift;
  }
  if (byte >= 0x80 || high >= highestOfDouble) return readWide(cursor);
  cursor.at = at;
  cursor.check();
  const value = high * 0x10000000 + low;
  return (low & 1) === 0 ? value / 2 : -(value + 1) / 2;
}

/** Above the lower 28 bits, up to 53. */
const highestOfDouble = 1 << 25;

function readWide(cursor: Cursor): number {
  let value = 0n;
  let at = cursor.at;
  for (let shift = 0n; ; shift += 7n) {
    const byte = cursor.bytes[at++]!;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) break;
    if (shift === 63n) throw tooWide();
  }
  if (value >> 64n !== 0n) throw tooWide();
  cursor.at = at;
  cursor.check();
  cursor.wide = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  return Number.NaN;
}

function tooWide(): BrokenAvro {
  return new BrokenAvro("a number in it has more than 64 bits");
}

/** How many bytes or items follow. */
export function readCount(cursor: Cursor): number {
  const count = readLong(cursor);
  if (count >= 0) return count;
  throw new BrokenAvro("a length in it is negative or beyond all bounds");
}

/** How many items follow, 0 behind the last. The bytes that they take may be told as well, and are of no use here. */
export function blockCount(cursor: Cursor): number {
  const count = readLong(cursor);
  if (count >= 0) return count;
  const size = readLong(cursor);
  if (Number.isNaN(count) || !(size >= 0)) throw new BrokenAvro("a length in it is negative or beyond all bounds");
  return -count;
}
