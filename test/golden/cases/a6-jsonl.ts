import { anyOf, arrayOf, BOOL, DEC, DT, type GoldenCase, INT, NUM, objectOf, STR } from "../golden-case.ts";

/** A.6: JSON Lines. */
export const jsonLines: readonly GoldenCase[] = [
  {
    name: "values keep their types",
    files: { "a.jsonl": '{"i":1,"s":"x","d":1.5,"b":true,"n":null}\n' },
    records: { "a.jsonl": [{ i: 1, s: "x", d: "1.5", b: true, n: null }] },
  },
  {
    name: "blank lines and empty objects are no records",
    files: { "a.jsonl": '\n{"a":"x"}\n\n{}\n  \n{"a":"y"}\n' },
    records: { "a.jsonl": [{ a: "x" }, { a: "y" }] },
  },
  {
    name: "lines may end in CR LF, and the last one in nothing",
    files: { "a.jsonl": '{"a":"x"}\r\n{"a":"y"}' },
    records: { "a.jsonl": [{ a: "x" }, { a: "y" }] },
  },
  {
    name: "escapes are undone",
    files: { "a.jsonl": '{"a":"\\u00e9\\n\\"\\\\\\ud83d\\ude00","\\u0062":"x"}\n' },
    records: { "a.jsonl": [{ a: 'é\n"\\😀', b: "x" }] },
  },
  {
    name: "of two values of one key the later counts",
    files: { "a.jsonl": '{"a":"x","b":"y","a":"z"}\n' },
    records: { "a.jsonl": [{ a: "z", b: "y" }] },
  },
  {
    name: "a key that is absent is absent from the record",
    files: { "a.jsonl": '{"a":"x","b":"y"}\n{"b":"z"}\n' },
    records: { "a.jsonl": [{ a: "x", b: "y" }, { b: "z" }] },
  },
  {
    name: "a key that the catalog does not know goes into _sdc_extra, behind all others",
    files: { "a.jsonl": '{"z":{"p":[1,"x"]},"a":"x"}\n' },
    catalog: { properties: { a: STR } },
    records: { "a.jsonl": [{ a: "x", _sdc_extra: [{ z: { p: [1, "x"] } }] }] },
    warns: /has columns that the catalog does not know: "z"; what they hold goes into _sdc_extra/,
  },
  {
    name: "each unknown key is an object of its own",
    files: { "a.jsonl": '{"y":1,"a":"x","z":null}\n' },
    catalog: { properties: { a: STR } },
    records: { "a.jsonl": [{ a: "x", _sdc_extra: [{ y: 1 }, { z: null }] }] },
  },
  {
    name: "objects and arrays are typed as deep as the catalog goes",
    files: { "a.jsonl": '{"o":{"p":1.5,"q":{"r":"5"}},"l":[1,"2"],"m":[[1.5]]}\n' },
    catalog: {
      properties: { o: objectOf({ p: DEC, q: objectOf({ r: INT }) }), l: arrayOf(INT), m: arrayOf(arrayOf(DEC)) },
    },
    records: { "a.jsonl": [{ o: { p: "1.5", q: { r: 5 } }, l: [1, 2], m: [["1.5"]] }] },
  },
  {
    name: "an object without properties in the catalog is kept as it stands",
    files: { "a.jsonl": '{"o":{"p":1,"q":[true,null]}}\n' },
    catalog: { properties: { o: { type: ["null", "object"] } } },
    records: { "a.jsonl": [{ o: { p: 1, q: [true, null] } }] },
  },
  {
    name: "an empty array is an array",
    files: { "a.jsonl": '{"a":[]}\n' },
    records: { "a.jsonl": [{ a: [] }] },
  },
  {
    name: "an empty object is one where the catalog knows of it",
    files: { "a.jsonl": '{"o":{}}\n' },
    columns: {},
    catalog: { properties: { o: objectOf({ p: INT }) } },
    records: { "a.jsonl": [{ o: {} }] },
    there: "discovers that the record itself is a text",
  },
  {
    name: "null and the empty text are null where numbers are",
    files: { "a.jsonl": '{"i":null,"d":"","s":null,"t":""}\n' },
    catalog: { properties: { i: INT, d: DEC, s: STR, t: STR } },
    records: { "a.jsonl": [{ i: null, d: null, s: null, t: "" }] },
  },
  {
    name: "texts are coerced as in CSV",
    files: { "a.jsonl": '{"i":"1,234","d":"1e5","n":"1,000.5","b":"False"}\n' },
    catalog: { properties: { i: INT, d: DEC, n: NUM, b: BOOL } },
    records: { "a.jsonl": [{ i: 1234, d: "1E+5", n: 1000.5, b: false }] },
  },
  {
    name: "a number in a text column is its digits",
    files: { "a.jsonl": '{"s":5,"t":1.5}\n' },
    catalog: { properties: { s: STR, t: STR } },
    records: { "a.jsonl": [{ s: "5", t: "1.5" }] },
  },
  {
    name: "5.0 and 5e3 are integers",
    files: { "a.jsonl": '{"i":5.0,"j":5e3,"k":-0}\n' },
    catalog: { properties: { i: INT, j: INT, k: INT } },
    records: { "a.jsonl": [{ i: 5, j: 5000, k: 0 }] },
  },
  {
    name: "integers keep every digit",
    files: { "a.jsonl": '{"i":123456789012345678901234567890}\n' },
    records: { "a.jsonl": ['{"i":123456789012345678901234567890}'] },
  },
  {
    name: "dates are read from text",
    files: { "a.jsonl": '{"d":"2024-01-31T10:00:00+02:00","e":"junk"}\n' },
    table: { date_overrides: ["d", "e"] },
    columns: { d: anyOf(DT, STR), e: anyOf(DT, STR) },
    records: { "a.jsonl": [{ d: "2024-01-31T08:00:00.000000Z", e: "junk" }] },
  },
  {
    name: "key columns are written as any other",
    files: { "a.jsonl": '{"b":"x","id":1}\n' },
    table: { key_properties: ["id"] },
    columns: { b: STR, id: INT },
    records: { "a.jsonl": [{ b: "x", id: 1 }] },
  },
  {
    name: "keys of the same file are one column, however they are escaped",
    files: { "a.jsonl": '{"\\u0061":"x"}\n{"a":"y"}\n' },
    records: { "a.jsonl": [{ a: "x" }, { a: "y" }] },
  },
  {
    name: "CSV and JSON Lines may belong to one table",
    files: { "a.csv": "id,b\n1,x\n", "b.jsonl": '{"id":2,"c":true}\n' },
    records: { "a.csv": [{ id: 1, b: "x" }], "b.jsonl": [{ id: 2, c: true }] },
  },
];
