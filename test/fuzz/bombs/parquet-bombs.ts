import { gzipSync } from "node:zlib";
import { type ChunkOf, type Element, type PageOf, parquetFile } from "../../support/parquet-file.ts";
import { int64s, levels } from "../../support/parquet-values.ts";
import { thriftOf } from "../../support/thrift-struct.ts";
import { frameOf, repeatedByte } from "../../support/zstd-frame.ts";
import { type Bomb, bombOf, repeated } from "./bomb.ts";

const mebibyte = 2 ** 20;
const root: Element = { name: "schema", type: null, repetition: 0, children: 1 };
const int64 = 2;

/** A file of one column of 64 bits on these pages. */
function fileOf(rows: number, pages: readonly PageOf[], more: Partial<ChunkOf> = {}, repetition: 0 | 1 = 0): Buffer {
  const schema = [root, { name: "id", type: int64, repetition }];
  return parquetFile(schema, [{ rows, chunks: [{ path: ["id"], type: int64, values: rows, pages, ...more }] }]);
}

const zeros = gzipSync(Buffer.alloc(800 * mebibyte));
const bomb = (name: string, body: Bomb["body"], says: RegExp): Bomb => bombOf(name, "a.parquet", body, says);

/** Lists in lists: Thrift's compact protocol has no end of them. */
function deepFooter(): Buffer {
  const footer = Buffer.concat([Buffer.from("19", "hex"), Buffer.alloc(mebibyte, 0x19)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from("PAR1"), footer, length, Buffer.from("PAR1")]);
}

/** Eight million texts, each of which is the one before and one letter more. */
function growingTexts(): Buffer {
  const count = 200_000;
  const head = (first: number): Buffer =>
    Buffer.concat([Buffer.from("80010480", "hex"), Buffer.from("9a0c", "hex"), Buffer.of(first)]);
  // Blocks of 128 differences in four parts, all of which are the smallest difference.
  const blocks = (difference: number): Buffer =>
    Buffer.concat(Array.from({ length: Math.ceil(count / 128) }, () => Buffer.of(difference << 1, 0, 0, 0, 0)));
  const lengths = Buffer.concat([head(0), blocks(1)]);
  const rest = Buffer.concat([head(2), blocks(0), Buffer.alloc(count, 0x61)]);
  const pages = [{ content: Buffer.concat([lengths, rest]), values: count, encoding: 7 }];
  const schema = [root, { name: "id", type: 6, repetition: 0, converted: 0 } as const];
  return parquetFile(schema, [{ rows: count, chunks: [{ path: ["id"], type: 6, values: count, pages }] }]);
}

export const parquetBombs: readonly Bomb[] = [
  bomb(
    "a page of 800 MiB in gzip",
    fileOf(3, [{ content: zeros, values: 3, claims: 800 * mebibyte }], { codec: 2 }),
    /expands to more than 200 times its size/,
  ),
  bomb(
    "a page of 90 MiB that is one of 800",
    fileOf(3, [{ content: zeros, values: 3, claims: 90 * mebibyte }], { codec: 2 }),
    /cannot be decompressed by gzip/,
  ),
  bomb(
    "a page of zstd blocks of one byte",
    fileOf(
      3,
      [
        {
          content: frameOf(
            {},
            ...Array.from({ length: 6000 }, (_, index) => repeatedByte(0, 128 * 1024, index === 5999)),
          ),
          values: 3,
          claims: 24,
        },
      ],
      { codec: 6 },
    ),
    /decompresses to more than the 24 bytes/,
  ),
  bomb(
    "a million million values in a few bytes",
    fileOf(1e12, [{ content: levels(1, 1), values: 2e9 }], {}, 1),
    /expands to more than 200 times its size/,
  ),
  bomb(
    "pages of ten million nulls without end",
    fileOf(
      4e9,
      Array.from({ length: 400 }, () => ({ content: Buffer.from("0500000080dac40900", "hex"), values: 1e7 })),
      {},
      1,
    ),
    /expands to more than 200 times its size/,
  ),
  bomb(
    "texts that grow with each other",
    growingTexts(),
    /the strings of a page take more than|another number of values/,
  ),
  bomb("a footer of lists in lists", deepFooter(), /nested deeper than|no list|another list|is longer than/),
  bomb(
    "10^9 row groups",
    parquetFile([root, { name: "id", type: int64, repetition: 0 }], [], { groups: 1e9 }),
    /longer than the rest/,
  ),
  bomb("ten million row groups of nothing", manyGroups(), /speaks of 10000000 row groups/),
  bomb(
    "10,000 columns in columns",
    parquetFile(
      Array.from({ length: 10_000 }, () => root),
      [],
    ),
    /nested deeper than 64 levels/,
  ),
  bomb("4 GB of nothing", repeated(Buffer.from("PAR1"), 1e9), /its footer has 827474256 bytes/),
  bomb(
    "a dictionary of which there is no end",
    fileOf(3, [{ content: int64s(1), values: 2e9, isDictionary: true }]),
    /ends before its values/,
  ),
];

/** Each is three bytes in the footer. */
function manyGroups(): Buffer {
  const group = thriftOf([[3, { i64: 0 }]]);
  const count = 10_000_000;
  const list = Buffer.concat([Buffer.from([0xfc]), varintOf(count), Buffer.alloc(count * group.length, group)]);
  const schema = thriftOf([
    [
      2,
      {
        structs: [
          [
            [3, { i32: 0 }],
            [4, { text: "schema" }],
          ],
        ],
      },
    ],
    [3, { i64: 0 }],
  ]).subarray(0, -1);
  const footer = Buffer.concat([schema, Buffer.from([0x19]), list, Buffer.of(0)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from("PAR1"), footer, length, Buffer.from("PAR1")]);
}

function varintOf(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.of(...bytes, value);
}
