import { crc32 } from "node:zlib";
import type { ChunkBytes } from "./chunk-bytes.ts";
import { damaged, unsupported } from "./damaged.ts";
import { decompress } from "./decompress.ts";
import type { Chunk } from "./row-group.ts";
import type { Unpacked } from "./unpacked.ts";
import { readStruct, type ThriftFields } from "./thrift-fields.ts";

/** One page of a column, unpacked. */
export interface Page {
  readonly kind: "dictionary" | "data";
  /** Number in the enum Encoding. */
  readonly encoding: number;
  /** Values, nulls and empty lists included. */
  readonly count: number;
  /** Levels and values. */
  readonly bytes: Uint8Array;
  /** Bytes of the levels where these are told (version 2), else null: the levels say it themselves. */
  readonly levels: { readonly repetition: number; readonly definition: number } | null;
}

/** The next page of a column, or null for one that holds no values. */
export async function nextPage(source: ChunkBytes, chunk: Chunk, unpacked: Unpacked): Promise<Page | null> {
  const header = await readHeader(source);
  const size = header.size(2);
  const packed = header.size(3);
  if (packed > source.left) throw damaged("a page runs over the end of its column");
  const [data, dictionary, second] = [header.struct(5), header.struct(7), header.struct(8)];
  unpacked.expect(size, packed, (data ?? second)?.size(1) ?? 0);
  const bytes = await source.take(packed);
  const sum = header.optionalInt(4);
  if (sum !== null && crc32(bytes) !== sum >>> 0) throw damaged("the CRC-32 of a page does not match");
  switch (header.int(1)) {
    case 0:
      if (data === null) break;
      // Of levels that there are not, Spark and fastparquet say that they are bit-packed.
      if (chunk.leaf.maxDefinition > 0) expectRle(data, 3);
      if (chunk.leaf.maxRepetition > 0) expectRle(data, 4);
      return { ...headOf("data", data, 2), bytes: decompress(bytes, chunk.codec, size), levels: null };
    case 1:
      return null;
    case 2:
      if (dictionary === null) break;
      return { ...headOf("dictionary", dictionary, 2), bytes: decompress(bytes, chunk.codec, size), levels: null };
    case 3:
      if (second === null) break;
      return { ...headOf("data", second, 4), ...unpackSecond(bytes, second, chunk, size) };
    default:
      return null;
  }
  throw damaged("a page lacks the header of its kind");
}

function headOf(kind: Page["kind"], header: ThriftFields, encoding: number): Pick<Page, "kind" | "encoding" | "count"> {
  return { kind, encoding: header.int(encoding), count: header.size(1) };
}

/** In a page of version 2 the levels stand unpacked before the values. */
function unpackSecond(
  bytes: Uint8Array,
  header: ThriftFields,
  { codec }: Chunk,
  size: number,
): Pick<Page, "bytes" | "levels"> {
  const levels = { definition: header.size(5), repetition: header.size(6) };
  const length = levels.definition + levels.repetition;
  if (length > bytes.length || length > size) throw damaged("the levels of a page are longer than the page");
  if (codec === "none" || (header.has(7) && !header.isTrue(7))) return { bytes, levels };
  const unpacked = new Uint8Array(size);
  unpacked.set(bytes.subarray(0, length));
  unpacked.set(decompress(bytes.subarray(length), codec, size - length), length);
  return { bytes: unpacked, levels };
}

/** The other encoding of levels was given up before the format's first release. */
function expectRle(header: ThriftFields, id: number): void {
  if ((header.optionalInt(id) ?? 3) !== 3)
    throw unsupported("Its levels are bit-packed in the way of 2013", "write it again with a current program");
}

/** Room for the statistics that a header may hold; read only where the first is not enough. */
const headerSizes = [4096, 16 * 1024 * 1024];

async function readHeader(source: ChunkBytes): Promise<ThriftFields> {
  for (const size of headerSizes) {
    const bytes = await source.peek(size);
    try {
      const { fields, end } = readStruct(bytes, 0);
      await source.take(end);
      return fields;
    } catch (error) {
      if (bytes.length < size || size === headerSizes.at(-1)) throw error;
    }
  }
  throw damaged("a page has no header");
}
