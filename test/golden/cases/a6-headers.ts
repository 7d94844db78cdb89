import { DEC, type GoldenCase, INT, STR } from "../golden-case.ts";

const aOf = (...values: readonly string[]): object[] => values.map((a) => ({ a }));

/** A.6: headers, and rows that are not as wide as they say. */
export const headers: readonly GoldenCase[] = [
  {
    name: "names are literal",
    files: { "a.csv": '" a ",B,"c,d","e\nf","g""h",日本\n1x,2x,3x,4x,5x,6x\n' },
    records: { "a.csv": [{ " a ": "1x", B: "2x", "c,d": "3x", "e\nf": "4x", 'g"h': "5x", 日本: "6x" }] },
  },
  {
    name: "an empty name is a name",
    files: { "a.csv": "a,,c\nx,y,z\n" },
    records: { "a.csv": [{ a: "x", "": "y", c: "z" }] },
  },
  {
    name: "a name that JavaScript has plans for is a name",
    files: { "a.csv": "constructor,toString,length\nx,y,z\n" },
    records: { "a.csv": [{ constructor: "x", toString: "y", length: "z" }] },
  },
  {
    name: "only a header is no record",
    files: { "a.csv": "a,b\n", "b.csv": "a,b\nx,y\n" },
    records: { "b.csv": [{ a: "x", b: "y" }] },
  },
  {
    name: "only a byte order mark is no record",
    files: { "a.csv": "\ufeff", "b.csv": "a\nx\n" },
    records: { "b.csv": aOf("x") },
  },
  {
    name: "only blank lines are no record",
    files: { "a.csv": "a\nx\n", "b.csv": "a\n\n\n\n" },
    records: { "a.csv": aOf("x") },
  },
  {
    name: "the second column of one name goes into _sdc_extra",
    files: { "a.csv": "a,b,a\nx,y,z\n" },
    records: { "a.csv": [{ a: "x", b: "y", _sdc_extra: [{ a: "z" }] }] },
    warns: /has more than one column "a"/,
  },
  {
    name: "several further columns of one name are a list",
    files: { "a.csv": "a,a,b,a\nw,x,y,z\n" },
    records: { "a.csv": [{ a: "w", b: "y", _sdc_extra: [{ a: ["x", "z"] }] }] },
  },
  {
    name: "columns of several repeated names are in the order of the header",
    files: { "a.csv": "b,a,a,b\nw,x,y,z\n" },
    records: { "a.csv": [{ b: "w", a: "x", _sdc_extra: [{ a: "y" }, { b: "z" }] }] },
  },
  {
    name: "names that differ in case are different",
    files: { "a.csv": "a,A\nx,y\n" },
    records: { "a.csv": [{ a: "x", A: "y" }] },
  },
  {
    name: "values beyond the header go into _sdc_extra",
    files: { "a.csv": "a\nx,1,,3\n" },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ no_headers: ["1", "", "3"] }] }] },
  },
  {
    name: "values beyond the header stand before repeated names",
    files: { "a.csv": "a,a\nx,1,2\n" },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ no_headers: ["2"] }, { a: "1" }] }] },
  },
  {
    name: "columns that a row does not reach are absent from its record",
    files: { "a.csv": "a,b,c\nx,y,z\nx\n" },
    records: { "a.csv": [{ a: "x", b: "y", c: "z" }, { a: "x" }] },
  },
  {
    name: "a repeated name that a row does not reach is absent from _sdc_extra",
    files: { "a.csv": "a,a\nx,y\nx\n" },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ a: "y" }] }, { a: "x" }] },
  },
  {
    name: "a column that the catalog does not know goes into _sdc_extra",
    files: { "a.csv": "a,b,c\nx,y,z\n" },
    catalog: { properties: { a: STR, c: STR } },
    records: { "a.csv": [{ a: "x", c: "z", _sdc_extra: [{ b: "y" }] }] },
    warns: /has columns that the catalog does not know: "b"/,
  },
  {
    name: "everything that is left over is in _sdc_extra, in its order",
    files: { "a.csv": "u,a,a,v\n1,x,2,3,4\n" },
    catalog: { properties: { a: STR } },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ no_headers: ["4"] }, { u: "1" }, { a: "2" }, { v: "3" }] }] },
  },
  {
    name: "an unknown column twice is a list",
    files: { "a.csv": "a,b,b\nx,1,2\n" },
    catalog: { properties: { a: STR } },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ b: ["1", "2"] }] }] },
  },
  {
    name: "what is left over is raw text",
    files: { "a.csv": "a,b,b\n1,2,007\n" },
    catalog: { properties: { a: INT, b: INT } },
    records: { "a.csv": [{ a: 1, b: 2, _sdc_extra: [{ b: "007" }] }] },
  },
  {
    name: "a catalog without _sdc_extra drops what is left over, with a warning",
    files: { "a.csv": "a,a\nx,y,z\n" },
    catalog: { schema: { type: "object", properties: { a: STR } } },
    hasOwnColumns: true,
    records: { "": [{ a: "x" }] },
    warns: /is dropped, because _sdc_extra is not in the catalog/,
  },
  {
    name: "columns of the tap's names belong to the tap",
    files: { "a.csv": "a,_sdc_source_file,_sdc_source_lineno\nx,y,z\n" },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ _sdc_source_file: "y" }, { _sdc_source_lineno: "z" }] }] },
    warns: /whose names are reserved/,
    there: "overwrites their values",
  },
  {
    name: "a column named _sdc_extra goes into _sdc_extra",
    files: { "a.csv": "a,_sdc_extra\nx,y\n" },
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ _sdc_extra: "y" }] }] },
    there: "crashes",
    crashesThere: true,
  },
  {
    name: "blank lines above the header are no header",
    files: { "a.csv": "\n\na,b\nx,y\n" },
    records: { "a.csv": [{ a: "x", b: "y" }] },
    there: "takes the first for an empty header, and has no columns then",
  },
  {
    name: "every file may have columns of its own",
    files: { "a.csv": "a,b\nx,y\n", "b.csv": "c,b\nz,y\n" },
    records: { "a.csv": [{ a: "x", b: "y" }], "b.csv": [{ c: "z", b: "y" }] },
  },
  {
    name: "keys are written as any column",
    files: { "a.csv": "b,id\nx,1\n" },
    table: { key_properties: ["id"] },
    columns: { b: STR, id: INT },
    records: { "a.csv": [{ b: "x", id: 1 }] },
  },
  {
    name: "keys may be a text with commas",
    files: { "a.csv": "a,b\nx,1.5\n" },
    table: { key_properties: "a, b" },
    columns: { a: STR, b: DEC },
    records: { "a.csv": [{ a: "x", b: "1.5" }] },
  },
  {
    name: "a file without the key fails, and the others are read",
    files: { "a.csv": "id,b\n1,x\n", "b.csv": "b\ny\n", "c.csv": "id\n3\n" },
    table: { key_properties: ["id"] },
    catalog: { properties: { id: INT, b: STR } },
    records: { "a.csv": [{ id: 1, b: "x" }], "c.csv": [{ id: 3 }] },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv".*key_properties names "id".*no such column/,
    there: "ends the whole run: CSV file missing required headers",
    crashesThere: true,
  },
  {
    name: "a file without a date_overrides column fails, and the others are read",
    files: { "a.csv": "d\n2024-01-31\n", "b.csv": "b\ny\n" },
    table: { date_overrides: ["d"] },
    catalog: { properties: { d: { type: ["null", "string"], format: "date-time" }, b: STR } },
    records: { "a.csv": [{ d: "2024-01-31T00:00:00.000000Z" }] },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv".*date_overrides names "d"/,
    there: "ends the whole run: CSV file missing date_overrides headers",
    crashesThere: true,
  },
];
