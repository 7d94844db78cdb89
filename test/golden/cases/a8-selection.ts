import { type Columns, type GoldenCase, ownColumns, STR } from "../golden-case.ts";

const ab: Columns = { a: STR, b: STR };
const abFile = { "a.csv": "a,b\nx,y\n" };

/** A.8: selection. */
const selection: readonly GoldenCase[] = [
  {
    name: "a stream without selected is not read",
    files: abFile,
    catalog: { properties: ab, metadata: { a: { selected: true } }, isUnselected: true },
    records: {},
    modifiedSince: "",
  },
  {
    name: "selected in the schema of a stream does not count",
    files: abFile,
    catalog: {
      schema: { type: ["null", "object"], selected: true, properties: { ...ab, ...ownColumns } },
      isUnselected: true,
    },
    records: { "a.csv": [{ a: "x", b: "y" }] },
    there: "does not look there, and reads nothing",
  },
  {
    name: "a column with selected false is left out",
    files: abFile,
    catalog: { properties: ab, metadata: { b: { selected: false } } },
    records: { "a.csv": [{ a: "x" }] },
  },
  {
    name: "an unsupported column is left out",
    files: abFile,
    catalog: { properties: ab, metadata: { b: { inclusion: "unsupported" } } },
    records: { "a.csv": [{ a: "x" }] },
  },
  {
    name: "an automatic column stays, whatever selected says",
    files: abFile,
    catalog: { properties: ab, metadata: { b: { inclusion: "automatic", selected: false } } },
    records: { "a.csv": [{ a: "x", b: "y" }] },
  },
  {
    name: "the tap's own columns can be left out",
    files: { "a.csv": "a,a\nx,y\n" },
    catalog: {
      properties: { a: STR },
      metadata: Object.fromEntries(Object.keys(ownColumns).map((name) => [name, { selected: false }])),
    },
    hasOwnColumns: true,
    records: { "": [{ a: "x" }] },
  },
  {
    name: "what is left out is not in _sdc_extra either",
    files: { "a.csv": "a,b,c\nx,y,z\n" },
    catalog: { properties: { ...ab, c: STR }, metadata: { b: { selected: false } } },
    records: { "a.csv": [{ a: "x", c: "z" }] },
  },
  {
    name: "a schema without properties lets everything through as text",
    files: { "a.csv": "a,b\n1,\n" },
    catalog: { schema: { type: "object", properties: {} } },
    records: { "a.csv": [{ a: "1", b: "" }] },
  },
  {
    name: "a schema without properties lets JSON through as it is",
    files: { "a.jsonl": '{"a":1,"b":[true,{"c":null}],"d":"x"}\n' },
    catalog: { schema: { type: "object", properties: {} } },
    records: { "a.jsonl": [{ a: 1, b: [true, { c: null }], d: "x" }] },
  },
  {
    name: "the keys of the catalog count",
    files: { "a.csv": "a,b\nx,y\n" },
    table: { key_properties: ["a"] },
    catalog: { properties: ab, keys: ["b"] },
    records: { "a.csv": [{ a: "x", b: "y" }] },
  },
];

/** A.8: state. */
const state: readonly GoldenCase[] = [
  {
    name: "files that are skipped move the bookmark",
    files: { "a.csv": "a\nx\n", "b.dat": "x", "c.csv": "", "d.bak": "x" },
    records: { "a.csv": [{ a: "x" }] },
    warns: /unrecognised file extensions/,
  },
  {
    name: "a table without new files keeps its bookmark",
    files: { "a.csv": "a\nx\n" },
    bookmark: "2024-02-03T04:05:06.789000Z",
    modifiedSince: "2024-02-03T04:05:06.789000+00:00",
    records: {},
  },
  {
    name: "a table whose files are all older than start_date has no bookmark",
    files: { "a.csv": { body: "a\nx\n", lastModified: "1999-12-31T23:59:59Z" } },
    modifiedSince: "",
    records: {},
    there: "writes start_date as its bookmark, which means the same",
  },
];

/** A.8: what of a catalog is read, and from where on. */
export const selecting: readonly GoldenCase[] = [...selection, ...state];
