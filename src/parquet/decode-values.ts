import { damaged, unsupported } from "./damaged.ts";
import { decodeDeltaLengths, decodeDeltas, decodeDeltaTexts } from "./decode-delta.ts";
import { decodeHybrid } from "./decode-hybrid.ts";
import { decodePlain, expectRoom } from "./decode-plain.ts";
import type { Page } from "./page.ts";
import type { RawValues } from "./raw-values.ts";
import type { Leaf } from "./shape.ts";

/** The enum Encoding of Parquet's metadata. */
const encodings = {
  plain: 0,
  oldDictionary: 2,
  rle: 3,
  delta: 5,
  deltaLength: 6,
  deltaText: 7,
  dictionary: 8,
  split: 9,
};

/** Whether the values of a page are numbers of values of the dictionary. */
export function isIndexed({ encoding }: Page): boolean {
  return encoding === encodings.dictionary || encoding === encodings.oldDictionary;
}

/** The numbers of the dictionary's values, each of which is below `size`. */
export function decodeIndices({ bytes }: Page, at: number, count: number, size: number): Int32Array {
  const indices = new Int32Array(count);
  if (count === 0) return indices;
  expectRoom(bytes, at, 1);
  decodeHybrid(bytes, at + 1, bytes.length, bytes[at]!, indices);
  let largest = 0;
  for (let index = 0; index < count; index++) if (indices[index]! > largest) largest = indices[index]!;
  if (largest >= size) throw damaged("a page points behind the end of its dictionary");
  return indices;
}

/** The values of a page without a dictionary, or those of a dictionary, from `at` on. `maxBytes` is the memory that there is for them. */
export function decodeValues(page: Page, at: number, count: number, leaf: Leaf, maxBytes: number): RawValues {
  const { bytes, encoding } = page;
  if (page.kind === "dictionary" || encoding === encodings.plain) return decodePlain(bytes, at, count, leaf);
  const { physical } = leaf;
  const isWhole = physical === "int32" || physical === "int64";
  const isText = physical === "bytes" || physical === "fixed";
  if (encoding === encodings.rle && physical === "boolean") return decodeBooleans(bytes, at, count);
  if (encoding === encodings.delta && isWhole) return decodeDeltas(bytes, at, count, physical === "int64");
  if (encoding === encodings.deltaLength && physical === "bytes") return decodeDeltaLengths(bytes, at, count);
  if (encoding === encodings.deltaText && isText) return decodeDeltaTexts(bytes, at, count, maxBytes);
  if (encoding === encodings.split && physical !== "boolean" && physical !== "bytes" && physical !== "int96")
    return decodeSplit(bytes, at, count, leaf);
  throw unsupported(`A page of it has the encoding ${encoding}`, "write it with an older one, such as plain");
}

function decodeBooleans(bytes: Uint8Array, at: number, count: number): RawValues {
  const numbers = new Uint8Array(count);
  expectRoom(bytes, at, 4);
  decodeHybrid(bytes, at + 4, bytes.length, 1, numbers);
  return { kind: "small", numbers };
}

/** First the first bytes of all values, then their second bytes, and so on. */
function decodeSplit(bytes: Uint8Array, at: number, count: number, leaf: Leaf): RawValues {
  const { physical, length } = leaf;
  const size = physical === "fixed" ? length : physical === "int32" || physical === "float" ? 4 : 8;
  expectRoom(bytes, at, count * size);
  const whole = new Uint8Array(count * size);
  for (let part = 0; part < size; part++)
    for (let index = 0; index < count; index++) whole[index * size + part] = bytes[at + part * count + index]!;
  return decodePlain(whole, 0, count, leaf);
}
