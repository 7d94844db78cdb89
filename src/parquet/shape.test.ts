import { expect, test } from "vitest";
import { type ChunkOf, type Element, parquetFile } from "../../test/support/parquet-file.ts";
import { parquetRows } from "../../test/support/parquet-rows.ts";
import { int32s, levels, texts } from "../../test/support/parquet-values.ts";

const int32 = 1;
const bytes = 6;
const [text, map, mapKeyValue, list] = [0, 1, 2, 3];
const root = (children: number): Element => ({ name: "schema", type: null, repetition: 0, children });
const group = (name: string, repetition: 0 | 1 | 2, children: number, converted?: number): Element => ({
  name,
  type: null,
  repetition,
  children,
  ...(converted === undefined ? {} : { converted }),
});
const leaf = (name: string, repetition: 0 | 1 | 2, type = int32, converted?: number): Element => ({
  name,
  type,
  repetition,
  ...(converted === undefined ? {} : { converted }),
});

/** A column of a row group on one page: its levels, and its values. */
function chunk(path: string, levelLists: readonly Buffer[], count: number, values: Buffer, type = int32): ChunkOf {
  const content = Buffer.concat([...levelLists, values]);
  return { path: path.split("."), type, values: count, pages: [{ content, values: count }] };
}

/** Three rows: two items, none, null. */
const repetitions = levels(1, 0, 1, 0, 0);

/** What a writer means by a column, how it writes that, and what is read. See the backward compatibility rules of the format. */
const cases: readonly (readonly [string, readonly Element[], readonly ChunkOf[], readonly (string | null)[]])[] = [
  [
    "a list of today",
    [root(1), group("l", 1, 1, list), group("list", 2, 1), leaf("element", 1)],
    [chunk("l.list.element", [repetitions, levels(3, 3, 2, 1, 0)], 4, int32s(7))],
    ["json [7,null]", "json []", null],
  ],
  [
    "a list of two levels, of Hive and the first Spark",
    [root(1), group("l", 1, 1, list), leaf("array", 2)],
    [chunk("l.array", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(7, 8))],
    ["json [7,8]", "json []", null],
  ],
  [
    "a list of structs, without a level of its own for the item",
    [root(1), group("l", 1, 1, list), group("element", 2, 2), leaf("x", 0), leaf("y", 1)],
    [
      chunk("l.element.x", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(7, 8)),
      chunk("l.element.y", [repetitions, levels(3, 3, 2, 1, 0)], 4, int32s(9)),
    ],
    ['json [{"x":7,"y":9},{"x":8,"y":null}]', "json []", null],
  ],
  [
    "a list of structs of one member, by the name that parquet-avro gives",
    [root(1), group("l", 1, 1, list), group("array", 2, 1), leaf("x", 0)],
    [chunk("l.array.x", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(7, 8))],
    ['json [{"x":7},{"x":8}]', "json []", null],
  ],
  [
    "a list of structs of one member, by the name that parquet-thrift gives",
    [root(1), group("l", 1, 1, list), group("l_tuple", 2, 1), leaf("x", 0)],
    [chunk("l.l_tuple.x", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(7, 8))],
    ['json [{"x":7},{"x":8}]', "json []", null],
  ],
  [
    "a list in which the item is named otherwise",
    [root(1), group("l", 1, 1, list), group("bag", 2, 1), leaf("array_element", 1)],
    [chunk("l.bag.array_element", [repetitions, levels(3, 3, 2, 1, 0)], 4, int32s(7))],
    ["json [7,null]", "json []", null],
  ],
  [
    "a repeated field that no list stands around",
    [root(1), leaf("l", 2)],
    [chunk("l", [levels(1, 0, 1, 0, 0), levels(1, 1, 1, 0, 1)], 4, int32s(7, 8, 9))],
    ["json [7,8]", "json []", "json [9]"],
  ],
  [
    "a map as Spark and Hive write it",
    [root(1), group("m", 1, 1, map), group("key_value", 2, 2), leaf("key", 0, bytes, text), leaf("value", 1)],
    [
      chunk("m.key_value.key", [repetitions, levels(2, 2, 2, 1, 0)], 4, texts("a", 'b"'), bytes),
      chunk("m.key_value.value", [repetitions, levels(3, 3, 2, 1, 0)], 4, int32s(7)),
    ],
    ['json {"a":7,"b\\"":null}', "json {}", null],
  ],
  [
    "a map of old, by its other name",
    [root(1), group("m", 1, 1, mapKeyValue), group("map", 2, 2), leaf("key", 0), leaf("value", 0)],
    [
      chunk("m.map.key", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(1, 2)),
      chunk("m.map.value", [repetitions, levels(2, 2, 2, 1, 0)], 4, int32s(7, 8)),
    ],
    ['json {"1":7,"2":8}', "json {}", null],
  ],
  [
    "a struct in a struct",
    [root(1), group("s", 1, 1), group("t", 1, 1), leaf("x", 1)],
    [chunk("s.t.x", [levels(3, 3, 1, 0)], 3, int32s(7))],
    ['json {"t":{"x":7}}', 'json {"t":null}', null],
  ],
];

test.each(cases)("%s", async (_, schema, chunks, expected) => {
  const rows = await parquetRows(parquetFile(schema, [{ rows: 3, chunks }]));
  expect(rows.flatMap((row) => Object.values(row))).toEqual(expected);
});

test("a row may go on in the next page, and in the one after that", async () => {
  const pages = [
    { content: Buffer.concat([levels(1, 0), levels(2, 2), int32s(1)]), values: 1 },
    { content: Buffer.concat([levels(1, 1, 1), levels(2, 2, 2), int32s(2, 3)]), values: 2 },
    { content: Buffer.concat([levels(1, 1, 0), levels(2, 2, 0), int32s(4)]), values: 2 },
    { content: Buffer.concat([levels(1, 0), levels(2, 1)]), values: 1 },
  ];
  const schema = [root(1), group("l", 1, 1, list), leaf("array", 2)];
  const column = { path: ["l", "array"], type: int32, values: 6, pages };
  const rows = await parquetRows(parquetFile(schema, [{ rows: 3, chunks: [column] }]));
  expect(rows).toEqual([{ l: "json [1,2,3,4]" }, { l: null }, { l: "json []" }]);
});
