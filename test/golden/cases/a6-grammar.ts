import type { GoldenCase } from "../golden-case.ts";

const aOf = (...values: readonly string[]): object[] => values.map((a) => ({ a }));

/** A.6: the grammar of CSV. */
export const grammar: readonly GoldenCase[] = [
  { name: "lines end in CR LF", files: { "a.csv": "a,b\r\nx,y\r\n" }, records: { "a.csv": [{ a: "x", b: "y" }] } },
  { name: "line ends may differ", files: { "a.csv": "a\r\nx\ny\r\nz\n" }, records: { "a.csv": aOf("x", "y", "z") } },
  { name: "the last line may lack its end", files: { "a.csv": "a\nx" }, records: { "a.csv": aOf("x") } },
  {
    name: "line ends inside quotes are kept byte for byte",
    files: { "a.csv": 'a\n"x\r\ny\nz\rw"\n' },
    records: { "a.csv": aOf("x\r\ny\nz\rw") },
  },
  {
    name: "other line separators are data",
    files: { "a.csv": "a\nx\u2028y\u2029z\u0085w\u000bv\n" },
    records: { "a.csv": aOf("x\u2028y\u2029z\u0085w\u000bv") },
  },
  { name: "a quote inside a field is data", files: { "a.csv": 'a\nx"y\n' }, records: { "a.csv": aOf('x"y') } },
  { name: "a doubled quote is one", files: { "a.csv": 'a\n"x""y"\n' }, records: { "a.csv": aOf('x"y') } },
  { name: "text behind a closing quote is added", files: { "a.csv": 'a\n"x"y\n' }, records: { "a.csv": aOf("xy") } },
  { name: "a blank behind a closing quote is added", files: { "a.csv": 'a\n"x" \n' }, records: { "a.csv": aOf("x ") } },
  {
    name: "a quote behind a blank is data",
    files: { "a.csv": 'a,b\n "x, y"\n' },
    records: { "a.csv": [{ a: ' "x', b: ' y"' }] },
  },
  { name: "a backslash is data", files: { "a.csv": 'a\n"x\\"\n' }, records: { "a.csv": aOf("x\\") } },
  { name: "blanks around values are kept", files: { "a.csv": "a\n  x \n" }, records: { "a.csv": aOf("  x ") } },
  {
    name: "blank lines are no rows, and no lines of _sdc_source_lineno",
    files: { "a.csv": "a\nx\n\n\r\ny\n\n" },
    records: { "a.csv": aOf("x", "y") },
  },
  {
    name: "a line of one empty quoted field is a row",
    files: { "a.csv": 'a\nx\n""\ny\n' },
    records: { "a.csv": aOf("x", "", "y") },
  },
  { name: "a line of blanks is a row", files: { "a.csv": "a\nx\n   \n" }, records: { "a.csv": aOf("x", "   ") } },
  {
    name: "a line of delimiters is a row",
    files: { "a.csv": "a,b\nx,y\n,\n" },
    records: {
      "a.csv": [
        { a: "x", b: "y" },
        { a: "", b: "" },
      ],
    },
  },
  {
    name: "_sdc_source_lineno counts records, not lines",
    files: { "a.csv": 'a\n"x\n\n\n"\ny\n' },
    records: { "a.csv": aOf("x\n\n\n", "y") },
  },
  { name: "one byte order mark is removed", files: { "a.csv": "\ufeffa\nx\n" }, records: { "a.csv": aOf("x") } },
  {
    name: "a second byte order mark is data",
    files: { "a.csv": "\ufeffa\n\ufeffx\n" },
    records: { "a.csv": aOf("\ufeffx") },
  },
  { name: "NUL characters are removed", files: { "a.csv": "a\nx\0y\0\n" }, records: { "a.csv": aOf("xy") } },
  {
    name: "characters of every script are kept",
    files: { "a.csv": "a\né e\u0301 日本 😀 \u0001\u001f\n" },
    records: { "a.csv": aOf("é e\u0301 日本 😀 \u0001\u001f") },
  },
  {
    name: "a field may be larger than 131,072 characters",
    files: { "a.csv": `a\n${"x".repeat(140_000)}\n` },
    records: { "a.csv": aOf("x".repeat(140_000)) },
  },
  {
    name: "the delimiter may be a tab",
    files: { "a.txt": "a\tb\nx\ty,z\n" },
    table: { delimiter: "\t" },
    records: { "a.txt": [{ a: "x", b: "y,z" }] },
  },
  {
    name: "the delimiter may be a pipe",
    files: { "a.csv": 'a|b\n"x|x"|y\n' },
    table: { delimiter: "|" },
    records: { "a.csv": [{ a: "x|x", b: "y" }] },
  },
  {
    name: "the delimiter may be a semicolon",
    files: { "a.csv": "a;b\nx;y\n" },
    table: { delimiter: ";" },
    records: { "a.csv": [{ a: "x", b: "y" }] },
  },
  {
    name: "the delimiter may be a character of several bytes",
    files: { "a.csv": "a§b\nx§y\n" },
    table: { delimiter: "§" },
    records: { "a.csv": [{ a: "x", b: "y" }] },
  },
  {
    name: "\\t written out is a tab",
    files: { "a.csv": "a\tb\nx\ty\n" },
    table: { delimiter: "\\t" },
    records: { "a.csv": [{ a: "x", b: "y" }] },
    there: 'refuses it: "delimiter" must be a 1-character string',
    crashesThere: true,
  },
  {
    name: "the delimiter may be several characters",
    files: { "a.csv": "a||b\nx||y\n" },
    table: { delimiter: "||" },
    records: { "a.csv": [{ a: "x", b: "y" }] },
    there: 'refuses it: "delimiter" must be a 1-character string',
    crashesThere: true,
  },
  {
    name: "a lone CR ends a line",
    files: { "a.csv": "a\rx\ry\r" },
    records: { "a.csv": aOf("x", "y") },
    there: "ends the whole run: new-line character seen in unquoted field",
    crashesThere: true,
  },
  {
    name: "a quote that never closes fails the file, with its line",
    files: { "a.csv": 'a\nx\n"y\nz\n' },
    records: { "a.csv": aOf("x") },
    modifiedSince: "",
    fails: /a\.csv".*line 3 opens a quote that never closes/,
    there: "takes the rest of the file for one value",
  },
  {
    name: "a byte that is no text fails the file, and the bookmark waits for it",
    files: { "a.csv": "a\nx\n", "b.csv": Buffer.from("a\nx\n\xff\ny\n", "latin1") },
    records: { "a.csv": aOf("x") },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv".*offset 4/,
    there: "drops the rest of the file, goes on, and says success",
  },
  {
    name: "another encoding can be named",
    files: { "a.csv": Buffer.from("a\nxé\n", "latin1") },
    table: { encoding: "windows-1252" },
    records: { "a.csv": aOf("xé") },
    there: "knows no such setting",
    crashesThere: true,
  },
];
