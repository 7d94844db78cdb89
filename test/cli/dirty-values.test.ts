import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, csv, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

/** Columns of every kind, and texts that are none of it: null, with the text in `_sdc_extra`. */
const misfits: Readonly<Record<string, readonly string[]>> = {
  integer: ["x", "1,234", "2.5", "1e3", "--1", "+", "0x10", "1 2", "NaN"],
  number: ["x", "12,50", "1,234.5", "NaN", "inf", "-Infinity", "1e400", "1.2.3", "."],
  decimal: ["x", "1,5", "1.2.3"],
  boolean: ["x", "2", "ja", "truee"],
  date: ["x", "2020-02-30", "2020", "2020-01", "2020-01-01T10:00:00"],
  "date-time": [
    "x",
    "2020-13-01",
    "09:23",
    "12",
    "2020",
    "0000-01-01",
    "2020-01-01T25:00",
    "now",
    "9999-12-31T23:59:59-01:00",
  ],
};

/** Texts of each kind, and what is delivered. */
const fits: readonly (readonly [kind: string, text: string, value: unknown])[] = [
  ["integer", "42", 42],
  ["integer", "007", 7],
  ["integer", "-0", 0],
  ["integer", "+7", 7],
  ["integer", " 7 ", 7],
  ["integer", "", null],
  ["integer", "  ", null],
  ["number", "1.50", 1.5],
  ["number", ".5", 0.5],
  ["number", "5.", 5],
  ["number", "1e3", 1000],
  ["number", "-0.0", -0],
  ["number", "", null],
  ["decimal", "1.50", "1.50"],
  ["decimal", "12345678901234567890.123456789", "12345678901234567890.123456789"],
  ["decimal", ".5", "0.5"],
  ["boolean", "TRUE", true],
  ["boolean", "no", false],
  ["boolean", "1", true],
  ["boolean", "", null],
  ["date", "2020-02-29", "2020-02-29"],
  ["date", "31.12.2020", "2020-12-31"],
  ["date-time", "2020-01-02", "2020-01-02T00:00:00.000000Z"],
  ["date-time", "2020-01-02 03:04", "2020-01-02T03:04:00.000000Z"],
  ["date-time", "2020-01-02T03:04:05.123456789Z", "2020-01-02T03:04:05.123456Z"],
  ["date-time", "2020-01-02T03:04:05.1+02:00", "2020-01-02T01:04:05.100000Z"],
  ["date-time", "2020-01-02T03:04:05-0530", "2020-01-02T08:34:05.000000Z"],
  ["date-time", "Jan 2, 2020", "2020-01-02T00:00:00.000000Z"],
  ["date-time", "Thu, 02 Jan 2020 03:04:05 GMT", "2020-01-02T03:04:05.000000Z"],
  ["date-time", "13/01/2020", "2020-01-13T00:00:00.000000Z"],
  ["date-time", "", null],
  ["string", "", ""],
  ["string", " x ", " x "],
];

const typed: readonly FileCase[] = [
  ...Object.entries(misfits).map(([kind, texts]) => ({
    name: `texts that are no ${kind} become null and are kept in _sdc_extra`,
    files: csv([["v"], ...texts.map((text) => [text])]),
    table: { columns: { v: kind } },
    records: texts.map((text) => ({ v: null, _sdc_extra: [{ v: text }] })),
    says: [new RegExp(`^${texts.length} values of column "v" in ".*" do not fit its type`)],
  })),
  ...[...new Set(fits.map(([kind]) => kind))].map((kind) => ({
    name: `texts of kind ${kind} are delivered as such`,
    files: csv([["v"], ...fits.filter(([of]) => of === kind).map(([, text]) => [text])]),
    table: { columns: { v: kind } },
    records: fits.filter(([of]) => of === kind).map(([, , v]) => ({ v })),
  })),
];

const objects = [{ v: { a: [1, 2.5] } }, { v: {} }, { v: null }];

const json: readonly FileCase[] = [
  {
    name: "JSON of objects is objects, and what is none does not fit",
    files: csv([["v"], ['{"a": [1, 2.50]}'], ["{}"], [""], ...["x", "1", '"a"', "{", "[1,]"].map((text) => [text])]),
    table: { columns: { v: "json" } },
    records: [...objects, ...["x", "1", '"a"', "{", "[1,]"].map((text) => ({ v: null, _sdc_extra: [{ v: text }] }))],
    says: [/^5 values of column "v"/],
  },
  {
    name: "a null of JSON is null beside objects",
    files: csv([["v"], ['{"a": 1}'], ["null"], [" null "], ["nullx"]]),
    table: { columns: { v: "json" } },
    records: [{ v: { a: 1 } }, { v: null }, { v: null }, { v: null, _sdc_extra: [{ v: "nullx" }] }],
    says: [/^1 value of column "v"/],
  },
  {
    name: "JSON of arrays is arrays",
    files: csv([["v"], ["[1,2]"], ["[]"]]),
    table: { columns: { v: "json" } },
    records: [{ v: [1, 2] }, { v: [] }],
  },
  {
    name: "JSON of both is its text",
    files: csv([["v"], ["[1, 2]"], ['{"a": 1}'], [""]]),
    table: { columns: { v: "json" } },
    records: [{ v: "[1, 2]" }, { v: '{"a": 1}' }, { v: "" }],
  },
];

const dates: readonly FileCase[] = [
  {
    name: "an ambiguous date is read month first, and warns once",
    files: csv([["v"], ["01/02/2020"], ["03/04/2020"]]),
    table: { columns: { v: "date" } },
    records: [{ v: "2020-01-02" }, { v: "2020-03-04" }],
    says: [/Dates such as 01\/02\/2020 .*column "v".*month first.*"date_format"/],
  },
  {
    name: "a date_format decides it",
    files: csv([["v"], ["01/02/2020"], ["2020-03-04"], ["13/13/2020"]]),
    table: { columns: { v: "date" }, date_format: "DD/MM/YYYY" },
    records: [{ v: "2020-02-01" }, { v: "2020-03-04" }, { v: null, _sdc_extra: [{ v: "13/13/2020" }] }],
    says: [/^1 values? of column "v"/],
  },
  {
    name: "seconds since 1970, on request",
    files: csv([["v"], ["1577934245"], ["1577934245.25"], ["-1"]]),
    table: { columns: { v: "date-time" }, date_format: "X" },
    records: [
      { v: "2020-01-02T03:04:05.000000Z" },
      { v: "2020-01-02T03:04:05.250000Z" },
      { v: "1969-12-31T23:59:59.000000Z" },
    ],
  },
  {
    name: "milliseconds since 1970, on request",
    files: csv([["v"], ["1577934245006"]]),
    table: { columns: { v: "date-time" }, date_format: "x" },
    records: [{ v: "2020-01-02T03:04:05.006000Z" }],
  },
];

const policies: readonly FileCase[] = [
  {
    name: "null values become null in every kind of column",
    files: csv([
      ["a", "b", "c"],
      ["NULL", "NULL", "-"],
      ["", "", "x"],
    ]),
    table: { columns: { b: "integer" }, null_values: ["NULL", "-"] },
    records: [
      { a: null, b: null, c: null },
      { a: "", b: null, c: "x" },
    ],
  },
  {
    name: "an empty text as a null value",
    files: csv([
      ["a", "b"],
      ["", "1"],
    ]),
    table: { null_values: [""] },
    records: [{ a: null, b: "1" }],
  },
];

const failing: readonly FileCase[] = [
  {
    name: "a misfit, when told to",
    files: csv([["v"], ["1"], ["x"], ["3"]]),
    table: { columns: { v: "integer" }, on_mismatch: "fail" },
    records: [{ v: 1 }],
    says: [/line 3 of "case-\d+\/a.csv": the value of the column "v" is not of type integer/],
  },
  {
    name: "a key that does not fit",
    files: csv([["id"], ["1"], ["x"]]),
    table: { columns: { id: "integer" }, key_properties: "id" },
    records: [{ id: 1 }],
    says: [/line 3 of "case-\d+\/a.csv": the value of the key column "id" is not of type integer/],
  },
  {
    name: "a key that is null",
    files: csv([
      ["id", "v"],
      ["1", "a"],
      ["N/A", "b"],
    ]),
    table: { key_properties: "id", null_values: ["N/A"] },
    records: [{ id: "1", v: "a" }],
    says: [/line 3 of "case-\d+\/a.csv": the key column "id" is empty/],
  },
  {
    name: "a key that is empty",
    files: csv([
      ["id", "v"],
      ["1", "a"],
      ["", "b"],
    ]),
    table: { key_properties: "id", columns: { id: "integer" } },
    records: [{ id: 1, v: "a" }],
    says: [/line 3 of "case-\d+\/a.csv": the key column "id" is empty/],
  },
  {
    name: "a row that ends before its key",
    files: "v,id\n1,2\n3\n",
    table: { key_properties: "id" },
    records: [{ v: "1", id: "2" }],
    says: [/line 3 of "case-\d+\/a.csv": the row ends before the key columns/],
  },
  {
    name: "a file without the key column",
    files: { "a.csv": "id,v\n1,2\n", "b.csv": "v\n2\n" },
    table: { key_properties: "id" },
    records: [{ id: "1", v: "2" }],
    says: [/header of "case-\d+\/b.csv" differs/, /case-\d+\/b.csv": key_properties names "id"/],
  },
];

describe.each([
  ["Typed columns", [...typed, ...json, ...dates, ...policies], 0],
  ["A file fails on", failing, 4],
] as const)("%s:", (_, cases, code) => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.each(cases)(`$name`, ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });

  test(`the exit code is ${code}`, () => {
    expect(run.code).toBe(code);
  });
});
