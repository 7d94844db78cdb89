import { damaged } from "./damaged.ts";
import { TextOut } from "./write-text.ts";
import type { ValueWriter } from "./write-values.ts";

/** The values of a dictionary as they are written: each once, however often it is used. */
export interface Dictionary {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  /** Bytes that it takes. */
  readonly held: number;
}

/** Writes a dictionary of so many values, which may take `maxBytes`. */
export function writeDictionary(write: ValueWriter, size: number, maxBytes: number): Dictionary {
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
  return { size, bytes, starts, ends, kinds, held: bytes.length + 9 * size };
}

/** Writes the values of a page that are numbers of those of a dictionary. */
export function indexedWriter(indices: Int32Array, { bytes, starts, ends, kinds }: Dictionary): ValueWriter {
  return (index, out) => {
    const number = indices[index]!;
    out.octets(bytes, starts[number]!, ends[number]!);
    return kinds[number]!;
  };
}
