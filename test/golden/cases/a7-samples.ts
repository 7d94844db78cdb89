import { anyOf, type GoldenCase, gz, INT, ownColumns, STR, zip } from "../golden-case.ts";

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** A.7: which rows are sampled. */
const samples: readonly GoldenCase[] = [
  {
    name: "every fifth row is sampled",
    files: { "a.csv": "a\n1\nx\nx\nx\nx\n2\nx\nx\nx\nx\n" },
    columns: { a: INT },
    catalog: { properties: { a: STR } },
    records: { "a.csv": "1xxxx2xxxx".split("").map((a) => ({ a })) },
  },
  {
    name: "blank lines count as rows",
    files: { "a.csv": "a\n1\n\n\n\n\nx\n" },
    columns: { a: anyOf(INT, STR) },
    records: { "a.csv": [{ a: 1 }, { a: "x" }] },
  },
  {
    name: "line ends inside quotes do not",
    files: { "a.csv": 'a,b\n1,"\n\n\n\n"\nx,y\n' },
    columns: { a: INT, b: STR },
    catalog: { properties: { a: STR, b: STR } },
    records: {
      "a.csv": [
        { a: "1", b: "\n\n\n\n" },
        { a: "x", b: "y" },
      ],
    },
  },
  {
    name: "neither blank lines nor empty objects count in JSON Lines",
    files: { "a.jsonl": `{"a":1}\n\n{}\n{}\n\n{"a":"x"}\n` },
    columns: { a: INT },
    catalog: { properties: { a: STR } },
    records: { "a.jsonl": [{ a: "1" }, { a: "x" }] },
  },
  {
    name: "a thousand rows are sampled of a file",
    files: { "a.csv": `a\n${lines(5000, () => "1\n")}x\n` },
    columns: { a: INT },
    catalog: { properties: {}, metadata: { "": { selected: false } } },
    records: {},
    modifiedSince: "",
  },
  {
    name: "the thousandth sample counts",
    files: { "a.csv": `a\n${lines(4995, () => "1\n")}x\n` },
    columns: { a: anyOf(INT, STR) },
    catalog: { properties: {}, metadata: { "": { selected: false } } },
    records: {},
    modifiedSince: "",
  },
  {
    name: "five files are sampled, by key",
    files: {
      "f.csv": "f\n1\n",
      "e.csv": "e\n1\n",
      "d.csv": "d\n1\n",
      "c.csv": "c\n1\n",
      "b.csv": "b\n1\n",
      "a.csv": "a\n1\n",
    },
    columns: { a: INT, b: INT, c: INT, d: INT, e: INT },
    catalog: { properties: {}, metadata: { "": { selected: false } } },
    records: {},
    modifiedSince: "",
  },
  {
    name: "files without rows are among the five",
    files: { "a.csv": "a\n", "b.csv": "a\n", "c.csv": "a\n", "d.csv": "a\n", "e.csv": "a\n", "f.csv": "a\n1\n" },
    columns: { exactly: { type: "object", properties: {} } },
    records: { "f.csv": [{ a: "1" }] },
    warns: /could be sampled/,
  },
  {
    name: "empty files and files of other kinds are not",
    files: { "a.csv": "", "b.dat": "x", c: "x", "d.csv": "", "e.json": "{}", "f.csv": "a\n1\n" },
    columns: { a: INT },
    records: { "f.csv": [{ a: 1 }] },
  },
  {
    name: "each file of a zip is one of the five",
    files: {
      "a.zip": zip({
        "1.csv": "a\n1\n",
        "2.csv": "b\n1\n",
        "3.dat": "x\n1\n",
        "4.txt": "c\n1\n",
        "5.jsonl": '{"d":1}\n',
        "6.csv": "e\n1\n",
        "7.csv": "f\n1\n",
      }),
      "b.csv": "g\n1\n",
    },
    columns: { a: INT, b: INT, c: INT, d: INT, e: INT },
    records: {
      "a.zip/1.csv": [{ a: 1 }],
      "a.zip/2.csv": [{ b: 1 }],
      "a.zip/4.txt": [{ c: 1 }],
      "a.zip/5.jsonl": [{ d: 1 }],
      "a.zip/6.csv": [{ e: 1 }],
      "a.zip/7.csv": [{ _sdc_extra: [{ f: "1" }] }],
      "b.csv": [{ _sdc_extra: [{ g: "1" }] }],
    },
  },
  {
    name: "files inside gzip are sampled",
    files: { "a.gz": gz("a.csv", "a\n1\n") },
    columns: { a: INT },
    records: { "a.gz/a.csv": [{ a: 1 }] },
  },
  {
    name: "neither start_date nor bookmark decide what is sampled",
    files: { "a.csv": { body: "a\n1\n", lastModified: "1999-01-01T00:00:00Z" }, "b.csv": "b\n1\n" },
    columns: { a: INT, b: INT },
    records: { "b.csv": [{ b: 1 }] },
  },
  {
    name: "a column that no sampled row reaches is not known",
    files: { "a.csv": "a,b\n1\n" },
    columns: { a: INT },
    records: { "a.csv": [{ a: 1 }] },
  },
  {
    name: "columns are in the order of their first appearance",
    files: { "a.csv": "b,a\n1,1\n", "b.csv": "c,a\n1,x\n" },
    columns: { b: INT, a: anyOf(INT, STR), c: INT },
    records: { "a.csv": [{ b: 1, a: 1 }], "b.csv": [{ c: 1, a: "x" }] },
  },
  {
    name: "of a repeated name the first column is sampled",
    files: { "a.csv": "a,a\n1,x\n" },
    columns: { a: INT },
    records: { "a.csv": [{ a: 1, _sdc_extra: [{ a: "x" }] }] },
  },
  {
    name: "values beyond the header are no columns",
    files: { "a.csv": "a\n1,x\n" },
    columns: { a: INT },
    records: { "a.csv": [{ a: 1, _sdc_extra: [{ no_headers: ["x"] }] }] },
  },
  {
    name: "a table without rows has an empty schema",
    files: { "a.csv": "a,b\n" },
    columns: { exactly: { type: "object", properties: {} } },
    records: {},
    warns: /could be sampled/,
  },
  {
    name: "the tap's own columns keep their types, whatever the file has there",
    files: { "a.csv": "_sdc_source_lineno,a\nx,1\n" },
    columns: { exactly: { type: ["null", "object"], properties: { a: INT, ...ownColumns } } },
    records: { "a.csv": [{ a: 1, _sdc_extra: [{ _sdc_source_lineno: "x" }] }] },
    there: "overwrites the values of such a column",
  },
];

/** A.7: tables that cannot be discovered. */
const failures: readonly GoldenCase[] = [
  {
    name: "a key column that no file has fails its table",
    files: { "a.csv": "a\n1\n" },
    table: { key_properties: ["id"] },
    discoveryFails: /has the column "id" that key_properties names; the columns are "a"/,
    there: "fails the whole run: CSV file missing required headers",
    crashesThere: true,
  },
  {
    name: "a date_overrides column that no file has fails its table",
    files: { "a.csv": "a\n1\n" },
    table: { date_overrides: ["d"] },
    discoveryFails: /has the column "d" that date_overrides names/,
    there: "fails the whole run: CSV file missing date_overrides headers",
    crashesThere: true,
  },
];

/** A.7: which rows are sampled, and what becomes of their columns. */
export const sampling: readonly GoldenCase[] = [...samples, ...failures];
