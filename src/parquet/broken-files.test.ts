import { crc32, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parquetFormat } from "./parquet-format.ts";
import { TapError } from "../errors.ts";
import {
  type ChunkOf,
  type Element,
  type FileClaims,
  type PageOf,
  parquetFile,
} from "../../test/support/parquet-file.ts";
import { openFileOf } from "../../test/support/open-file.ts";
import { parquetFixture, parquetRows } from "../../test/support/parquet-rows.ts";
import { int32s, int64s, levels, texts } from "../../test/support/parquet-values.ts";

const int32 = 1;
const int64 = 2;
const root: Element = { name: "schema", type: null, repetition: 0, children: 1 };
const id: Element = { name: "id", type: int32, repetition: 0 };
const page: PageOf = { content: int32s(1, 2, 3), values: 3 };
const chunk: ChunkOf = { path: ["id"], type: int32, values: 3, pages: [page] };

/** A file of one column and three rows, of which something is not so. */
function file({
  schema = [root, id],
  chunks = [chunk],
  rows = 3,
  ...claims
}: { readonly schema?: readonly Element[]; readonly chunks?: readonly ChunkOf[] } & FileClaims = {}): Buffer {
  return parquetFile(schema, [{ rows, chunks }], { ...claims, ...(rows === 3 ? {} : { rows }) });
}

const withPage = (more: Partial<PageOf>, values = 3): Buffer =>
  file({ chunks: [{ ...chunk, values, pages: [{ ...page, ...more }] }] });
const meta = (...claims: NonNullable<ChunkOf["claims"]>): Buffer => file({ chunks: [{ ...chunk, claims }] });

const text: Element = { name: "id", type: 6, repetition: 0, converted: 0 };
const texted = (...values: readonly (string | Buffer)[]): Buffer =>
  file({
    schema: [root, text],
    rows: values.length,
    chunks: [
      { path: ["id"], type: 6, values: values.length, pages: [{ content: texts(...values), values: values.length }] },
    ],
  });

/** What is wrong, the file, and what is said. */
const cases: readonly (readonly [string, Buffer, string])[] = [
  ["nothing", Buffer.alloc(0), "it has 0 bytes, too few for a Parquet file"],
  ["its first bytes alone", Buffer.from("PAR1\x15\x04\x15\x10\x15\x14"), "too few"],
  ["another end", file({ magic: "PAR2" }), 'it does not end with "PAR1"'],
  [
    "an encrypted footer",
    file({ magic: "PARE" }),
    "It is encrypted, which is not supported; store it without encryption",
  ],
  ["a footer longer than the file", file({ footerLength: 2 ** 31 }), "its footer is longer than the file"],
  ["a footer that begins elsewhere", file({ footerLength: 20 }), "It is damaged: its "],
  ["an encrypted column", file({ chunks: [{ ...chunk, column: [[8, { struct: [] }]] }] }), "columns are encrypted"],
  ["columns in another file", file({ chunks: [{ ...chunk, column: [[1, { text: "b" }]] }] }), "stand in other files"],
  ["an unknown codec", meta([4, { i32: 77 }]), "compressed with the unknown codec 77"],
  ["LZO", meta([4, { i32: 3 }]), "compressed with LZO"],
  ["a column behind the end", meta([9, { i64: 1e12 }]), "says that a column stands outside of the file"],
  ["a column over the footer", meta([7, { i64: 100_000 }]), "says that a column stands outside of the file"],
  ["a negative size", meta([7, { i64: -5 }]), "has the negative size -5"],
  ["too few values", meta([5, { i64: 2 }]), "has 2 values in a row group of 3 rows"],
  ["10^9 row groups", file({ groups: 1e9 }), "a list that is longer than the rest of it"],
  ["more rows than its groups have", file({ rows: 3, groups: 0 }), "its footer speaks of 3 rows, its row groups of 0"],
  ["fewer columns than its schema", file({ chunks: [] }), "a row group has 0 columns, its schema 1"],
  ["columns that belong to nothing", file({ schema: [root, id, id] }), "columns that belong to nothing"],
  ["groups without end", file({ schema: [{ ...root, children: 9 }, id] }), "its schema ends in the middle"],
  [
    "columns nested ever deeper",
    file({ schema: [...Array.from({ length: 5000 }, () => root), id] }),
    "nested deeper than 64 levels",
  ],
  ["a page longer than its column", meta([7, { i64: 20 }]), "a page runs over the end of its column"],
  ["a page that promises more", withPage({ claims: 400 }), "decompresses to 12 bytes, and not to the 400"],
  ["a page of too many values", withPage({ values: 4 }), "has more values than its footer says"],
  ["a page of too few values", withPage({ values: 2 }), "a column ends before its values do"],
  ["a page that ends early", withPage({ content: int32s(1, 2) }), "a page ends before its values do"],
  ["an unknown encoding", withPage({ encoding: 77 }), "has the encoding 77"],
  ["an index without a dictionary", withPage({ encoding: 8 }), "points to a dictionary that is not there"],
  ["a checksum that does not match", withPage({ more: [[4, { i32: 5 }]] }), "the CRC-32 of a page does not match"],
  [
    "a text that is none",
    texted("a", Buffer.from([0xc3]), "b"),
    "a string that is not valid UTF-8 in the record at line 2",
  ],
  ["texts that would be one together", texted("a", Buffer.of(0xc3), Buffer.of(0xa9)), "at line 2"],
];

describe("A Parquet file is refused in a sentence that has", () => {
  test.each(cases)("%s", async (_, bytes, says) => {
    const error: unknown = await parquetRows(bytes).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringContaining(says) });
  });

  test("deltas in which the library would run in circles", async () => {
    for (const head of ["80ffffff0f0403000000", "00040300", "800100030000", "8001040600", "ffffffff0f01030000"]) {
      const bytes = withPage({ encoding: 5, content: Buffer.concat([Buffer.from(head, "hex"), Buffer.alloc(64)]) });
      await expect(parquetRows(bytes)).rejects.toThrow(/another number of values|ends before its values/);
    }
  });
});

test("the truth is read, and so is a checksum that matches", async () => {
  const whole = [{ id: "number 1" }, { id: "number 2" }, { id: "number 3" }];
  expect(await parquetRows(file())).toEqual(whole);
  expect(await parquetRows(withPage({ more: [[4, { i32: crc32(page.content) | 0 }]] }))).toEqual(whole);
});

test("levels that there are not may be said to be bit-packed, as Spark says it", async () => {
  expect(await parquetRows(withPage({ levels: 4 }))).toHaveLength(3);
  const optional = { ...id, repetition: 1 } as const;
  const content = Buffer.concat([levels(1, 1, 1, 1), page.content]);
  const packed = file({ schema: [root, optional], chunks: [{ ...chunk, pages: [{ ...page, content, levels: 4 }] }] });
  await expect(parquetRows(packed)).rejects.toThrow("bit-packed in the way of 2013");
});

test("a run of ever the same value takes no more memory than there are values", async () => {
  const dictionary: PageOf = { content: int64s(5), values: 1, isDictionary: true };
  // One run of 2^31 - 1 times the value 0, of which three are wanted.
  const indices: PageOf = { content: Buffer.from("01feffffff0f00", "hex"), values: 3, encoding: 8 };
  const chunks = [{ path: ["id"], type: int64, values: 3, pages: [dictionary, indices] }];
  const bytes = file({ schema: [root, { ...id, type: int64 }], chunks });
  expect(await parquetRows(bytes)).toEqual(Array.from({ length: 3 }, () => ({ id: "number 5" })));
});

test("values that no page has are not made room for", async () => {
  const before = process.memoryUsage().arrayBuffers;
  const bytes = file({
    rows: 60e6,
    schema: [root, { ...id, repetition: 1 }],
    chunks: [{ ...chunk, values: 60e6, pages: [{ ...page, values: 60e6, content: levels(1, 1, 1, 1) }] }],
  });
  await expect(parquetRows(bytes)).rejects.toThrow("take 344 MiB of memory at once, more than 96 MiB");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});

test("pages of nothing but nulls are let go like others", async () => {
  const content = Buffer.from("05000000c0843d0000", "hex");
  const pages = Array.from({ length: 40 }, () => ({ content, values: 500_000 }));
  const rows = 40 * 500_000;
  const bytes = file({ rows, schema: [root, { ...id, repetition: 1 }], chunks: [{ ...chunk, values: rows, pages }] });
  let count = 0;
  for await (const batch of parquetFormat.batches(openFileOf([bytes]), { records: 0, byte: 0 }))
    count += batch.rows.count;
  expect(count).toBe(rows);
});

test("a page that inflates beyond all measure is stopped at its size", async () => {
  const content = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const pages = [{ content, values: 3, claims: 200 * 1024 * 1024 }];
  const bytes = file({ chunks: [{ ...chunk, codec: 2, pages }] });
  await expect(parquetRows(bytes)).rejects.toThrow('It expands to more than 200 times its size; set "max_expansion"');
  const lying = file({ chunks: [{ ...chunk, codec: 2, pages: [{ content, values: 3, claims: 12 }] }] });
  await expect(parquetRows(lying)).rejects.toThrow("a page cannot be decompressed by gzip");
});

test("a cut file is refused wherever it is cut", async () => {
  const whole = parquetFixture("snappy");
  for (let end = 0; end < whole.length; end += 97) {
    await expect(parquetRows(whole.subarray(0, end))).rejects.toThrow(TapError);
  }
});
