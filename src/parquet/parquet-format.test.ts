import { describe, expect, test } from "vitest";
import { describeFormat } from "../../test/support/format-suite.ts";
import { openFileOf } from "../../test/support/open-file.ts";
import { type PageOf, parquetFile } from "../../test/support/parquet-file.ts";
import { parquetFixture, parquetRows } from "../../test/support/parquet-rows.ts";
import { int32s, int64s, levels, texts } from "../../test/support/parquet-values.ts";
import { parquetFormat } from "./parquet-format.ts";

/** What pyarrow was given for each column, and what is read: the values of two rows; in a third one all are null. */
const values: Readonly<Record<string, readonly [string | null, string | null]>> = {
  i8: ["number 1", "number -128"],
  u32: ["number 1", "number 4294967295"],
  i64: ["number 9007199254740993", "number -9223372036854775808"],
  u64: ["number 18446744073709551615", "number 0"],
  float: ["number 0.5", "number -0"],
  double: ["number 1.5", "number 0.00001"],
  half: ["number 1.5", "number 5"],
  bool: ["boolean true", "boolean false"],
  text: ['ä\n"😀"', "12"],
  binary: ["YWJj", "/w=="],
  fixed: ["YWJj", "/wAB"],
  date: ["2024-02-29", "1969-12-31"],
  ts: ["2024-01-02T03:04:05.678901Z", "9999-12-31T23:59:59.999999Z"],
  ts_ms: ["1970-01-01T00:00:00.001000Z", "1969-12-31T23:59:59.999000Z"],
  ts_ns: ["2023-11-14T22:13:20.123456Z", "1969-12-31T23:59:59.999999Z"],
  ts_zone: ["2024-01-02T03:04:05.000000Z", "2024-07-01T00:00:00.000000Z"],
  time: ["03:04:05.000000", "23:59:59.999999"],
  time_ms: ["03:04:05.000000", "00:00:00.000000"],
  time_ns: ["00:00:00.000001", "23:59:59.999999"],
  decimal: ["number 12.30", "number -0.01"],
  large: ["number 12345678901234567890123456789012.300001", "number -1.000000"],
  struct: ['json {"a":1,"b":"ü\\""}', 'json {"a":null,"b":null}'],
  list: ["json [1,null,2]", "json []"],
  lists: ['json [["a"],[],null,["b","c"]]', "json []"],
  structs: ['json [{"x":1,"y":["2024-01-02"]},null]', "json []"],
  map: ['json {"k":1,"l":null}', "json {}"],
  numbers: ['json {"1":[true,null]}', 'json {"2":null}'],
  nothing: [null, null],
  enum: ["a", "b"],
};

const names = Object.keys(values);

describe("the values of a Parquet file", () => {
  test.each([
    ["plain pages", "types"],
    ["timestamps of 96 bits", "int96"],
    ["lists as they were once written", "old-lists"],
    ["pages of version 2", "pages-2"],
    ["differences, shared beginnings and split numbers", "encodings"],
  ])("are read from %s", async (_, file) => {
    const rows = await parquetRows(parquetFixture(file));
    expect(rows).toEqual([
      Object.fromEntries(names.map((name) => [name, values[name]?.[0] ?? null])),
      Object.fromEntries(names.map((name) => [name, values[name]?.[1] ?? null])),
      Object.fromEntries(names.map((name) => [name, null])),
    ]);
  });

  test.each(["none", "snappy", "gzip", "zstd", "brotli", "lz4"])("are unpacked by %s", async (codec) => {
    const rows = await parquetRows(parquetFixture(codec));
    expect(rows).toEqual(
      Array.from({ length: 1000 }, (_, i) => ({
        id: `number ${i}`,
        name: i % 7 === 0 ? null : `name ${i % 13}`,
        tags: `json ${JSON.stringify(Array.from({ length: i % 4 }, (_, j) => `t${j}`))}`,
      })),
    );
  });

  test("are the microsecond that a nanosecond is in, and no other", async () => {
    const nanos = [65658594824000n, 59271060552000n, 65658594823999n, 86399999999999n];
    const unit = { struct: [[3, { struct: [] }]] } as const;
    const time = { struct: [[7, { struct: [[2, unit]] }]] } as const;
    const file = parquetFile(
      [
        { name: "schema", type: null, repetition: 0, children: 1 },
        { name: "at", type: 2, repetition: 0, more: [[10, time]] },
      ],
      [
        {
          rows: nanos.length,
          chunks: [
            {
              path: ["at"],
              type: 2,
              values: nanos.length,
              pages: [{ content: int64s(...nanos), values: nanos.length }],
            },
          ],
        },
      ],
    );
    expect((await parquetRows(file)).map(({ at }) => at)).toEqual([
      "18:14:18.594824",
      "16:27:51.060552",
      "18:14:18.594823",
      "23:59:59.999999",
    ]);
  });

  test("are read from thousands of columns, each with a dictionary of its own", async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `c${index}`);
    const file = fileOfColumns(names, { type: 2 }, 1, (index) => [
      { content: int64s(index), values: 1, isDictionary: true },
      // Numbers of no bits, and one run of a single one.
      { content: Buffer.of(0, 2), values: 1, encoding: 8 },
    ]);
    const rows = await parquetRows(file);
    expect(rows).toEqual([Object.fromEntries(names.map((name, index) => [name, `number ${index}`]))]);
  });

  test("are read from columns whose dictionaries take more memory as texts than there is", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
    const dictionary = Float64Array.from({ length: 131_072 }, (_, index) => Math.sqrt(index + 2));
    const file = fileOfColumns(names, { type: 5 }, 2, (index) => [
      { content: Buffer.from(dictionary.buffer), values: dictionary.length, isDictionary: true },
      // Numbers of 17 bits, and a run of two of them.
      { content: Buffer.of(17, 4, index, 0, 1), values: 2, encoding: 8 },
    ]);
    const row = Object.fromEntries(names.map((name, index) => [name, `number ${dictionary[65_536 + index]}`]));
    expect(await parquetRows(file)).toEqual([row, row]);
  });

  describe("behind those of a dictionary that became too large", () => {
    const names = Array.from({ length: 10 }, (_, index) => `c${index}`);
    const large = texts(...Array.from("abcdef", (letter) => letter.repeat(1024 * 1024)));
    const dictionary = { content: large, values: 6, isDictionary: true };
    // Numbers of three bits, and one run: of a single 2.
    const numbers = { content: Buffer.of(3, 2, 2), values: 1, encoding: 8 };
    const plain = { content: large, values: 6 };

    /** Each column has pages of 6 MiB, the dictionary and others. */
    async function lettersOf(pages: readonly PageOf[], values: number): Promise<string> {
      const bytes = fileOfColumns(names, { type: 6, converted: 0 }, values, () => pages);
      const ranges = {
        size: bytes.length,
        async *read({ from = 0, to = bytes.length } = {}) {
          yield bytes.subarray(from, to);
        },
      };
      const rows = await parquetRows(new Uint8Array(), { ranges });
      return rows.map(({ c0, c9 }) => (c0 === c9 ? c0?.[0] : "?")).join("");
    }

    test("are read where there is no memory for all dictionaries beside such pages", async () => {
      expect(await lettersOf([dictionary, numbers, plain], 7)).toBe("cabcdef");
    });

    test("are refused in a sentence where a column then goes back to it", async () => {
      await expect(lettersOf([dictionary, numbers, plain, numbers], 8)).rejects.toThrow(
        "there is no memory to keep those of all",
      );
    });
  });

  test("are none in an empty file", async () => {
    expect(await parquetRows(parquetFixture("empty"))).toEqual([]);
  });
});

/** A file of one row group, of columns without nulls that are all of one type. */
function fileOfColumns(
  names: readonly string[],
  element: { readonly type: number; readonly converted?: number },
  values: number,
  pagesOf: (column: number) => readonly PageOf[],
): Buffer {
  const { type } = element;
  return parquetFile(
    [
      { name: "schema", type: null, repetition: 0, children: names.length },
      ...names.map((name) => ({ name, repetition: 0, ...element }) as const),
    ],
    [{ rows: values, chunks: names.map((name, column) => ({ path: [name], type, values, pages: pagesOf(column) })) }],
  );
}

describe("the head of a Parquet file", () => {
  const wanted = { records: 0, bytes: 0, every: 1 };

  test("has the columns, their types, the codec and the number of rows", async () => {
    const head = await parquetFormat.head(openFileOf([parquetFixture("types")]), wanted);
    expect(head).toMatchObject({ names, isComplete: true, facts: { compression: "none", records: 3 } });
    const types = names.map((name) => {
      const { type, format } = head.types?.get(name) ?? {};
      return [name, [type].flat().at(1), ...(format === undefined ? [] : [format])].join(" ");
    });
    expect(types.join(", ")).toBe(
      "i8 integer, u32 integer, i64 integer, u64 integer, float number, double number, half number, bool boolean, " +
        "text string, binary string, fixed string, date string date, ts string date-time, ts_ms string date-time, " +
        "ts_ns string date-time, ts_zone string date-time, time string, time_ms string, time_ns string, " +
        "decimal number, large number, struct object, list array, lists array, structs array, map object, " +
        "numbers object, nothing , enum string",
    );
  });

  test("is read without the rows", async () => {
    const bytes = parquetFixture("none");
    const read: (readonly [number, number])[] = [];
    const ranges = {
      size: bytes.length,
      async *read({ from = 0, to = bytes.length } = {}) {
        read.push([from, to]);
        yield bytes.subarray(from, to);
      },
    };
    await parquetFormat.head(openFileOf([], { ranges }), wanted);
    expect(read).toEqual([[0, bytes.length]]);
  });
});

describeFormat("Parquet", () => parquetFormat, {
  small: parquetFile(
    [
      { name: "schema", type: null, repetition: 0, children: 2 },
      { name: "id", type: 1, repetition: 0 },
      { name: "name", type: 6, repetition: 1, converted: 0 },
    ],
    [
      {
        rows: 2,
        chunks: [
          { path: ["id"], type: 1, values: 2, pages: [{ content: int32s(1, 2), values: 2 }] },
          {
            path: ["name"],
            type: 6,
            values: 2,
            pages: [{ content: Buffer.concat([levels(1, 1, 0), texts("é")]), values: 2 }],
          },
        ],
      },
      {
        rows: 1,
        chunks: [
          { path: ["id"], type: 1, values: 1, pages: [{ content: int32s(3), values: 1 }] },
          {
            path: ["name"],
            type: 6,
            values: 1,
            pages: [{ content: Buffer.concat([levels(1, 1), texts("x")]), values: 1 }],
          },
        ],
      },
    ],
  ),
  records: [
    { id: "1", name: "é" },
    { id: "2", name: "null" },
    { id: "3", name: "x" },
  ],
  long: longFile(),
  mayEnd: "nowhere",
  empty: "refused",
  garbage: [Buffer.from("id,name\n1,x\n"), Buffer.from("PAR1\x15\x04\x15\x10PAR1"), Buffer.alloc(100)],
});

/** Eight row groups of 5,000 numbers. */
function longFile(): Buffer {
  const groups = Array.from({ length: 8 }, (_, group) => {
    const content = int64s(...Array.from({ length: 5000 }, (_, row) => group * 5000 + row));
    const pages = [{ content, values: 5000 }];
    return { rows: 5000, chunks: [{ path: ["id"], type: 2, values: 5000, pages }] };
  });
  const schema = [
    { name: "schema", type: null, repetition: 0, children: 1 },
    { name: "id", type: 2, repetition: 0 },
  ] as const;
  return parquetFile(schema, groups);
}
