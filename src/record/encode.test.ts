import { describe, expect, test } from "vitest";
import type { ColumnType } from "../schema/column-type.ts";
import { encode } from "./encode.ts";
import { layOut } from "./layout.ts";
import { batchOf } from "../../test/support/batch-of.ts";
import { addedColumns, type Source, type Stream } from "./stream.ts";
import { Windows } from "./windows.ts";

const text: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };
const source: Source = { bucket: "b", file: "in/a.csv", timeExtracted: null };

function streamOf(columns: Record<string, ColumnType>, more: Partial<Stream> = {}): Stream {
  return {
    name: "t",
    columns: new Map(Object.entries(columns)),
    deselected: new Set(),
    added: new Set(addedColumns),
    takesEveryColumn: false,
    keyProperties: [],
    requiredColumns: [],
    nullValues: [],
    onMismatch: "extra",
    dateFormat: null,
    ...more,
  };
}

function linesOf(header: readonly string[], rows: readonly (readonly string[])[], stream: Stream, size = 1024): string {
  const layout = layOut(header, stream, source);
  return [...encode(batchOf(rows), layout, 0, new Windows(size))]
    .map(({ bytes }) => Buffer.from(bytes).toString())
    .join("");
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
});
