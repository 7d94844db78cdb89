import type { DataReader } from "hyparquet";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { TapError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import { expectRoom } from "./decode-plain.ts";
import type { Octets, RawValues } from "./raw-values.ts";

/** More values than any writer puts into a page; a few bytes may speak of any number of them. */
const maxValueCount = 8 * 1024 * 1024;

/** Integers as differences: https://github.com/apache/parquet-format/blob/master/Encodings.md#delta-encoding-delta_binary_packed--5 */
export function decodeDeltas(bytes: Uint8Array, at: number, count: number, isLong: boolean): RawValues {
  const reader = readerOf(bytes, at);
  if (!isLong) return { kind: "small", numbers: unpack(reader, count) };
  expectHead(reader, count);
  const longs = new BigInt64Array(count);
  if (count > 0) decodeOrRefuse(() => deltaBinaryUnpack(reader, count, longs));
  return { kind: "long", halves: new Int32Array(longs.buffer) };
}

/** Texts whose lengths stand before them. */
export function decodeDeltaLengths(bytes: Uint8Array, at: number, count: number): Octets {
  const reader = readerOf(bytes, at);
  const ends = unpack(reader, count);
  const starts = new Int32Array(count);
  let from = reader.offset;
  for (let index = 0; index < count; index++) {
    const length = ends[index]!;
    if (length < 0) throw damaged("a page has a value of a negative length");
    expectRoom(bytes, from, length);
    starts[index] = from;
    from += length;
    ends[index] = from;
  }
  return { kind: "octets", bytes, starts, ends };
}

/** Texts of which the beginning is that of the text before. `maxBytes` is the memory that there is for them. */
export function decodeDeltaTexts(bytes: Uint8Array, at: number, count: number, maxBytes: number): Octets {
  const reader = readerOf(bytes, at);
  const shared = unpack(reader, count);
  const rest = decodeDeltaLengths(bytes, reader.offset, count);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let size = 0;
  let before = 0;
  for (let index = 0; index < count; index++) {
    if (shared[index]! < 0 || shared[index]! > before) throw damaged("a page has a value that continues none");
    before = shared[index]! + rest.ends[index]! - rest.starts[index]!;
    starts[index] = size;
    size += before;
    if (size > maxBytes) throw damaged(`the strings of a page take more than ${maxBytes} bytes`);
    ends[index] = size;
  }
  const texts = new Uint8Array(size);
  for (let index = 0; index < count; index++) {
    const start = starts[index]!;
    if (shared[index]! > 0) texts.copyWithin(start, starts[index - 1]!, starts[index - 1]! + shared[index]!);
    texts.set(bytes.subarray(rest.starts[index], rest.ends[index]), start + shared[index]!);
  }
  return { kind: "octets", bytes: texts, starts, ends };
}

function unpack(reader: DataReader, count: number): Int32Array {
  expectHead(reader, count);
  const numbers = new Int32Array(count);
  if (count > 0) decodeOrRefuse(() => deltaBinaryUnpack(reader, count, numbers));
  return numbers;
}

/** What stands before the differences, on which the library would run in circles: the size of a block and its parts. */
function expectHead({ view, offset }: DataReader, count: number): void {
  if (count > maxValueCount) throw damaged(`a page has ${count} values`);
  if (count === 0) return;
  const reader = { view, offset };
  decodeOrRefuse(() => {
    const block = readVarInt(reader);
    const parts = readVarInt(reader);
    const isSound = block > 0 && parts > 0 && block % (8 * parts) === 0;
    if (!isSound || readVarInt(reader) !== count) throw damaged("a page has differences of another number of values");
  });
}

function readerOf(bytes: Uint8Array, at: number): DataReader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: at };
}

function decodeOrRefuse(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof TapError ? error : damaged("a page ends before its values do", error);
  }
}
