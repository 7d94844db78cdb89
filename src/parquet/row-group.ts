import { damaged, unsupported } from "./damaged.ts";
import type { Footer, GroupPlace } from "./footer.ts";
import type { Leaf } from "./shape.ts";
import { readStruct, type ThriftFields } from "./thrift-fields.ts";

/** Where the values of one column of a row group stand. */
export interface Chunk {
  readonly leaf: Leaf;
  readonly from: number;
  readonly to: number;
  /** Values, nulls and empty lists included. */
  readonly values: number;
  readonly codec: Codec;
}

/** How pages are packed. */
export type Codec = (typeof codecs)[number];

const codecs = ["none", "snappy", "gzip", "lzo", "brotli", "lz4", "zstd", "lz4-raw"] as const;

/** The first bytes of a file, before which nothing can stand. */
const magicSize = 4;

/** Where some columns of a row group stand, in the order of `leaves`. `total` is how many columns the file has. */
export function chunksOf(footer: Footer, group: GroupPlace, leaves: readonly Leaf[], total: number): readonly Chunk[] {
  const columns = readStruct(footer.bytes, group.at).fields.structs(1);
  if (columns.length !== total) throw damaged(`a row group has ${columns.length} columns, its schema ${total}`);
  return leaves.map((leaf) => {
    const column = columns[leaf.index];
    if (column === undefined) throw damaged("a row group lacks a column");
    return chunkOf(column, leaf, group.rows, footer.start);
  });
}

function chunkOf(column: ThriftFields, leaf: Leaf, rows: number, end: number): Chunk {
  const meta = column.struct(3);
  if (column.has(8) || meta === null)
    throw unsupported("Some of its columns are encrypted", "store it without encryption, or deselect them");
  if (column.has(1)) throw unsupported("Its columns stand in other files", "write it as one file");
  const values = meta.size(5);
  const isRepeated = leaf.maxRepetition > 0;
  if (isRepeated ? values < rows : values !== rows)
    throw damaged(`a column has ${values} values in a row group of ${rows} rows`);
  const first = meta.size(9);
  const dictionary = meta.optionalInt(11) ?? 0;
  // Some writers leave the position of the dictionary at 0.
  const from = dictionary > 0 && dictionary < first ? dictionary : first;
  const to = from + meta.size(7);
  if (from < magicSize || to > end) throw damaged("its footer says that a column stands outside of the file");
  return { leaf, from, to, values, codec: codecOf(meta.int(4)) };
}

/** A codec by its number, for a person. */
export function codecName(number: number): string {
  return codecs[number] ?? `codec ${number}`;
}

function codecOf(number: number): Codec {
  const codec = codecs[number];
  if (codec === undefined || codec === "lzo")
    throw unsupported(
      `It is compressed with ${codec === undefined ? `the unknown codec ${number}` : "LZO"}`,
      "write it with snappy, gzip, zstd, brotli or lz4",
    );
  return codec;
}
