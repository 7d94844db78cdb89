import { describe, expect, test } from "vitest";
import type { ColumnType } from "../schema/column-type.ts";
import { encode } from "./encode.ts";
import { layOut } from "./layout.ts";
import { bareStream } from "../../test/support/bare-stream.ts";
import { batchOf } from "../../test/support/batch-of.ts";
import { addedColumns } from "../schema/added-columns.ts";
import type { Source, Stream } from "./stream.ts";
import { OutputBuffers } from "./output-buffers.ts";

const text: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };
const source: Source = { bucket: "b", file: "in/a.csv", timeExtracted: null };

function streamOf(columns: Readonly<Record<string, ColumnType>>, more: Partial<Stream> = {}): Stream {
  return bareStream(columns, { added: new Set(addedColumns), ...more });
}

function linesOf(header: readonly string[], rows: readonly (readonly string[])[], stream: Stream, size = 1024): string {
  const layout = layOut(header, stream, source);
  // Taken one by one: the windows are used again.
  return Array.from(encode(batchOf(rows), layout, 2, new OutputBuffers(size)), ({ bytes }) =>
    Buffer.from(bytes).toString(),
  ).join("");
}

function recordsOf(header: readonly string[], rows: readonly (readonly string[])[], stream: Stream): unknown[] {
  return linesOf(header, rows, stream)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).record);
}

describe("encode", () => {
  test("writes a complete line", () => {
    expect(linesOf(["a", "b"], [["1", 'x"y']], streamOf({ a: text, b: text }))).toBe(
      '{"type":"RECORD","stream":"t","record":{"a":"1","b":"x\\"y","_sdc_source_bucket":"b","_sdc_source_file":"in/a.csv","_sdc_source_lineno":2}}\n',
    );
  });

  const sdc = (lineno: number) => ({
    _sdc_source_bucket: "b",
    _sdc_source_file: "in/a.csv",
    _sdc_source_lineno: lineno,
  });
  test.each<[string, string[], string[][], object[]]>([
    ["a short row lacks its columns", ["a", "b"], [["1"]], [{ a: "1" }]],
    [
      "surplus values have no headers",
      ["a"],
      [["1", "2", "3"]],
      [{ a: "1", _sdc_extra: [{ no_headers: ["2", "3"] }] }],
    ],
    ["a second column of a name is extra", ["a", "a"], [["1", "2"]], [{ a: "1", _sdc_extra: [{ a: "2" }] }]],
    [
      "more columns of a name are a list",
      ["a", "a", "a"],
      [["1", "2", "3"]],
      [{ a: "1", _sdc_extra: [{ a: ["2", "3"] }] }],
    ],
    ["an unknown column is extra", ["z", "a"], [["1", "2"]], [{ a: "2", _sdc_extra: [{ z: "1" }] }]],
    ["an unknown column that is absent is nowhere", ["a", "z"], [["2"]], [{ a: "2" }]],
    ["a reserved name is extra", ["_sdc_extra"], [["1"]], [{ _sdc_extra: [{ _sdc_extra: "1" }] }]],
  ])("%s", (_, header, rows, records) => {
    const expected = records.map((record, index) => ({ ...record, ...sdc(index + 2) }));
    expect(recordsOf(header, rows, streamOf({ a: text, b: text }))).toEqual(expected);
  });

  test("a record without any member is an empty object", () => {
    expect(recordsOf(["x"], [["1"]], streamOf({}, { deselected: new Set(["x"]), added: new Set() }))).toEqual([{}]);
  });

  test("a line number grows by a digit", () => {
    const layout = layOut(["a"], streamOf({ a: text }), source);
    const lines = [...encode(batchOf([["x"], ["y"]]), layout, 99, new OutputBuffers(1024))];
    const numbers = lines.flatMap(({ bytes }) =>
      Buffer.from(bytes)
        .toString()
        .match(/"_sdc_source_lineno":\d+/g),
    );
    expect(numbers).toEqual(['"_sdc_source_lineno":99', '"_sdc_source_lineno":100']);
  });

  test("time_extracted stands behind the record", () => {
    const layout = layOut(["a"], streamOf({ a: text }), { ...source, timeExtracted: "2024-01-31T00:00:00.000000Z" });
    const [lines] = encode(batchOf([["x"]]), layout, 2, new OutputBuffers(1024));
    expect(Buffer.from(lines?.bytes ?? []).toString()).toMatch(
      /\},"time_extracted":"2024-01-31T00:00:00.000000Z"\}\n$/,
    );
  });

  test("the bytes of one step are still there at the next", () => {
    const layout = layOut(["a"], streamOf({ a: text }), source);
    const rows = Array.from({ length: 40 }, (_, index) => [`value ${index}`]);
    let last: Uint8Array = new Uint8Array();
    let copy: Uint8Array = new Uint8Array();
    for (const { bytes } of encode(batchOf(rows), layout, 2, new OutputBuffers(800))) {
      expect(last).toEqual(copy);
      last = bytes;
      copy = bytes.slice();
    }
    expect(last.length).toBeGreaterThan(0);
  });

  test("a row larger than the windows is written, and so is the next", () => {
    const long = '"'.repeat(100_000);
    const lines = linesOf(["a"], [[long], ["b"]], streamOf({ a: text }), 800)
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line).record.a)).toEqual([long, "b"]);
  });

  test("a layout for which the kernel has no room leaves the lines of others as they are", () => {
    const windows = new OutputBuffers(4096);
    const small = layOut(["a"], streamOf({ a: text }, { added: new Set() }), source);
    const names = Array.from({ length: 5000 }, (_, index) => `column ${index}`);
    const wide = layOut(names, streamOf({}, { takesEveryColumn: true, added: new Set() }), source);
    const first = [...encode(batchOf([["x"]]), small, 2, windows)];
    const [line] = encode(batchOf([names]), wide, 2, windows);
    const last = [...encode(batchOf([["y"]]), small, 2, windows)];
    expect(JSON.parse(Buffer.from(line?.bytes ?? []).toString()).record).toEqual(
      Object.fromEntries(names.map((name) => [name, name])),
    );
    expect([...first, ...last].map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()).record)).toEqual([
      { a: "x" },
      { a: "y" },
    ]);
  });

  test("a row with more fields than the kernel takes at once is written, and so is the next", () => {
    const surplus = Array.from({ length: 70_000 }, (_, index) => String(index));
    const records = recordsOf(["a"], [["1"], ["2", ...surplus], ["3"]], streamOf({ a: text }));
    expect(records).toMatchObject([
      { a: "1", _sdc_source_lineno: 2 },
      { a: "2", _sdc_extra: [{ no_headers: surplus }], _sdc_source_lineno: 3 },
      { a: "3", _sdc_source_lineno: 4 },
    ]);
  });

  test("more rows than the kernel takes at once are written in their order", () => {
    const rows = Array.from({ length: 9000 }, (_, index) => [`${index}`.padEnd(50 + (index % 50), "é")]);
    const records = recordsOf(["a"], rows, streamOf({ a: text }, { added: new Set(["_sdc_source_lineno"]) }));
    expect(records).toEqual(rows.map(([a], index) => ({ a, _sdc_source_lineno: index + 2 })));
  });
});

describe("a value that does not fit", () => {
  const integer: ColumnType = { kinds: ["integer"], isNullable: true, isBlankNull: true };

  test("becomes null, goes into _sdc_extra as it was, and is counted", () => {
    const layout = layOut(["n", "m"], streamOf({ n: integer, m: { ...integer, isNullable: false } }), source);
    const [lines] = encode(
      batchOf([
        ["x", "y"],
        ["1", "2"],
        ["", ""],
        ["z", "3"],
      ]),
      layout,
      2,
      new OutputBuffers(4096),
    );
    const records = Buffer.from(lines?.bytes ?? [])
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).record);
    expect(records).toMatchObject([
      { n: null, _sdc_extra: [{ n: "x" }, { m: "y" }] },
      { n: 1, m: 2 },
      { n: null },
      { n: null, m: 3 },
    ]);
    expect(records.map((record) => "m" in record)).toEqual([false, true, false, true]);
    expect([...layout.tally.mismatches]).toEqual([
      ["n", 2],
      ["m", 1],
    ]);
  });

  test("is counted even if nobody wants _sdc_extra", () => {
    const layout = layOut(["n"], streamOf({ n: integer }, { added: new Set() }), source);
    const [lines] = encode(batchOf([["x"]]), layout, 2, new OutputBuffers(4096));
    expect(Buffer.from(lines?.bytes ?? []).toString()).toBe('{"type":"RECORD","stream":"t","record":{"n":null}}\n');
    expect(layout.tally.mismatches.get("n")).toBe(1);
  });

  test("a date that is guessed is noted with its column", () => {
    const date: ColumnType = { kinds: ["date-time"], isNullable: true, isBlankNull: true };
    const layout = layOut(["d", "e"], streamOf({ d: date, e: date }), source);
    const lines = [...encode(batchOf([["01/02/2020", "01/13/2020"]]), layout, 2, new OutputBuffers(4096))];
    expect(lines.length).toBe(1);
    expect([...layout.tally.ambiguousDates]).toEqual(["d"]);
  });
});

const nullTexts = ["NULL", "", "-", "?", "_", "~", "é", "–", "\u{10FFFF}", "x".repeat(31), "x".repeat(400)];

test.each(nullTexts.map((nullText) => [nullText.slice(0, 4), nullText.length, nullText] as const))(
  "%j, of %d characters in all, stands for null where null_values says so, and nothing else does",
  (_, __, nullText) => {
    const stream = streamOf({ a: text, b: text }, { nullValues: [nullText], added: new Set() });
    const others = [`${nullText}x`, nullText.replace(/.$/u, "y"), nullText.replace(/^./u, "z"), "other"].filter(
      (other) => other !== nullText,
    );
    const rows = [[nullText, "b"], ...others.map((other) => [other, nullText])];
    expect(recordsOf(["a", "b"], rows, stream)).toEqual([
      { a: null, b: "b" },
      ...others.map((other) => ({ a: other, b: null })),
    ]);
  },
);

describe("a row that cannot be a record", () => {
  const integer: ColumnType = { kinds: ["integer"], isNullable: true, isBlankNull: true };
  const keyed = { keyProperties: ["id"] };

  test.each<[string, string[], Partial<Stream>, string]>([
    ["a key of another type", ["a", "x"], keyed, 'the value of the key column "id" is not of type integer'],
    ["an empty key", ["a", ""], keyed, 'the key column "id" is empty'],
    ["a key that null_values names", ["a", "NULL"], { ...keyed, nullValues: ["NULL"] }, 'the key column "id" is empty'],
    ["a row that ends before the key", ["a"], keyed, "the row ends before the key columns"],
    [
      "a misfit under on_mismatch fail",
      ["a", "x"],
      { onMismatch: "fail" },
      'the value of the column "id" is not of type integer',
    ],
  ])("%s is an error with file and line, behind the lines before it", (_, row, more, reason) => {
    const layout = layOut(["a", "id"], streamOf({ a: text, id: integer }, more), source);
    const lines = encode(batchOf([["a", "1"], row, ["a", "2"]]), layout, 12, new OutputBuffers(4096));
    expect(lines.next().value).toMatchObject({ records: 1 });
    expect(() => lines.next()).toThrow(`Cannot read line 13 of "in/a.csv": ${reason}`);
  });

  test("an empty text is a key", () => {
    expect(recordsOf(["id"], [[""]], streamOf({ id: text }, keyed))).toMatchObject([{ id: "" }]);
  });
});
