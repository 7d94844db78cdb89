import { damaged } from "./damaged.ts";
import { TextOut } from "./write-text.ts";
import type { ValueWriter } from "./write-values.ts";

/** The values that the pages of a column have by their numbers. */
export interface Dictionary {
  readonly size: number;
  /** Bytes that it takes. */
  readonly held: number;
  /** Writes the values of a page that have these numbers. */
  readonly writerOf: (indices: Int32Array) => ValueWriter;
}

/** One of which each value is written once, however often it is used. The text may take `maxBytes`. */
export function writtenDictionary(write: ValueWriter, size: number, maxBytes: number): Dictionary {
  const out = new TextOut();
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  const kinds = new Uint8Array(size);
  for (let index = 0; index < size; index++) {
    starts[index] = out.at;
    kinds[index] = write(index, out);
    ends[index] = out.at;
    if (out.at > maxBytes) throw damaged(`the strings of a dictionary take more than ${maxBytes} bytes`);
  }
  // A file may have thousands of small dictionaries, of which none may keep a buffer that it does not need.
  const bytes = 2 * out.at < out.bytes.length ? Buffer.from(out.bytes.subarray(0, out.at)) : out.bytes;
  return {
    size,
    held: bytes.length + 9 * size,
    writerOf: (indices) => copyWriter(indices, bytes, starts, ends, kinds),
  };
}

function copyWriter(
  indices: Int32Array,
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  kinds: Uint8Array,
): ValueWriter {
  return (index, out) => {
    const number = indices[index]!;
    out.octets(bytes, starts[number]!, ends[number]!);
    return kinds[number]!;
  };
}

/** One of which a value is written whenever it is used. */
export function rawDictionary(write: ValueWriter, size: number, held: number): Dictionary {
  return { size, held, writerOf: (indices) => (index, out) => write(indices[index]!, out) };
}
