import { gzipSync } from "node:zlib";
import { zstdOf } from "../../support/zstd-writer.ts";
import { type GoldenCase, gz, zip } from "../golden-case.ts";

const row = [{ a: "x" }];
const csv = "a\nx\n";

/** A.5: what kind of file an object is, and the files inside it. */
export const files: readonly GoldenCase[] = [
  { name: ".csv is CSV", files: { "a.csv": csv }, records: { "a.csv": row } },
  { name: ".txt is CSV", files: { "a.txt": csv }, records: { "a.txt": row } },
  { name: ".jsonl is JSON Lines", files: { "a.jsonl": '{"a":"x"}\n' }, records: { "a.jsonl": row } },
  {
    name: "the case of an ending does not count",
    files: { "a.CSV": csv, "b.Txt": csv },
    records: { "a.CSV": row, "b.Txt": row },
  },
  {
    name: "the text behind the last dot counts, also in a name of many",
    files: { "a.json.csv": csv, "b.csv.bak": csv },
    records: { "a.json.csv": row },
    warns: /"a5_files_\d\d\/b\.csv\.bak" is skipped because of its unrecognised file extension/,
  },
  {
    name: "other files are skipped, and the bookmark goes on",
    files: { "a.csv": csv, "b.json": "{}", "c.dat": csv, "d.bak": csv, "e.bz2": "BZh" },
    records: { "a.csv": row },
    warns:
      /e\.bz2" is skipped: by its name it is bzip2[^]*3 files of table .* are skipped because of their unrecognised file extensions/,
  },
  {
    name: "a file without an ending is skipped",
    files: { "a.csv": csv, "d/b": csv },
    records: { "a.csv": row },
    warns: /\/d\/b" is skipped because of its unrecognised file extension/,
  },
  {
    name: "a dot in a folder is no ending",
    files: { "a.csv": csv, "d.csv/b": csv },
    records: { "a.csv": row },
  },
  {
    name: "gzip is named after the file inside",
    files: { "a.csv.gz": gz("a.csv", csv), "b.gz": gz("inner.txt", csv) },
    records: { "a.csv.gz/a.csv": row, "b.gz/inner.txt": row },
  },
  {
    name: "the file inside gzip may be JSON Lines",
    files: { "a.gz": gz("a.jsonl", '{"a":"x"}\n{"a":"y"}\n') },
    records: { "a.gz/a.jsonl": [{ a: "x" }, { a: "y" }] },
  },
  {
    name: "gzip of several members is one file",
    files: { "a.csv.gz": Buffer.concat([gz("a.csv", "a\nx\n"), gzipSync("y\n"), gzipSync("z\n")]) },
    records: { "a.csv.gz/a.csv": [{ a: "x" }, { a: "y" }, { a: "z" }] },
  },
  {
    name: "gzip inside gzip fails, and the other files are read",
    files: { "a.csv": csv, "b.gz": gz("b.csv.gz", gz("b.csv", csv)), "c.csv": csv },
    records: { "a.csv": row, "c.csv": row },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.gz": it is compressed twice/,
    there: "passes it over for good",
  },
  {
    name: "a packed tar is skipped",
    files: { "a.csv": csv, "b.tar.gz": gz("b.tar", "x") },
    records: { "a.csv": row },
  },
  {
    name: "a file of another kind inside gzip is skipped",
    files: { "a.csv": csv, "b.gz": gz("b.dat", csv) },
    records: { "a.csv": row },
    warns: /b\.dat" was skipped: unrecognised file extension/,
  },
  {
    name: "every file of a zip is read, in the order of its directory",
    files: { "z.zip": zip({ "b.csv": csv, "d/a.txt": csv, "c.jsonl": '{"a":"x"}\n' }) },
    records: { "z.zip/b.csv": row, "z.zip/d/a.txt": row, "z.zip/c.jsonl": row },
  },
  {
    name: "gzip inside a zip is read",
    files: { "z.zip": zip({ "c.gz": gz("c.csv", csv) }) },
    records: { "z.zip/c.gz/c.csv": row },
  },
  {
    name: "other files of a zip are skipped",
    files: { "z.zip": zip({ "a.csv": csv, "b.dat": csv, c: csv, "d.zip": zip({ "d.csv": csv }) }) },
    records: { "z.zip/a.csv": row },
  },
  {
    name: "a zip that stores its files unpacked is read",
    files: { "z.zip": zip({ "a.csv": csv }, { method: 0 }) },
    records: { "z.zip/a.csv": row },
  },
  {
    name: "an object that is packed for the transfer is read under its own name",
    files: { "a.csv": { body: gzipSync(csv), contentEncoding: "gzip" } },
    records: { "a.csv": row },
  },
  {
    name: "a .jsonl that is packed for the transfer is read, too",
    files: { "a.jsonl": { body: gzipSync('{"a":"x"}\n'), contentEncoding: "gzip" } },
    records: { "a.jsonl": row },
  },
  {
    name: "gzip under the name of a CSV is read",
    files: { "a.csv": gzipSync(csv) },
    records: { "a.csv": row },
    there: "passes the file over as one whose parsing failed",
  },
  {
    name: "gzip without a stored name is read, named after the object",
    files: { "a.csv.gz": gz(null, csv) },
    records: { "a.csv.gz/a.csv": row },
    there: "passes it over, since it does not know the name inside",
  },
  {
    name: "a stored name without an ending gives way to that of the object",
    files: { "a.csv.gz": gz("tmp123", csv) },
    records: { "a.csv.gz/a.csv": row },
    there: "passes it over, since the name inside has no ending",
  },
  {
    name: ".tsv is read, with tabs",
    files: { "a.tsv": "a\tb\nx,\ty\n" },
    records: { "a.tsv": [{ a: "x,", b: "y" }] },
    there: "passes it over",
  },
  {
    name: ".ZIP is a zip",
    files: { "z.ZIP": zip({ "a.csv": csv }) },
    records: { "z.ZIP/a.csv": row },
    there: "crashes: '_io.BytesIO' object has no attribute 'name'",
    crashesThere: true,
  },
  {
    name: "zstd is read",
    files: { "a.csv.zst": zstdOf(Buffer.from(csv)) },
    records: { "a.csv.zst/a.csv": row },
    there: "passes it over",
  },
  {
    name: "format makes any name readable",
    files: { "a.dat": csv, b: csv },
    table: { format: "csv" },
    records: { "a.dat": row, b: row },
    there: "knows no such setting",
    crashesThere: true,
  },
  {
    name: "a .gz that is plain text is read as that",
    files: { "a.csv": csv, "b.csv.gz": csv, "c.csv": csv },
    records: { "a.csv": row, "b.csv.gz": row, "c.csv": row },
    warns: /"[^"]*b\.csv\.gz" is read as plain text: it is not in gzip, as its name says/,
    there: "ends the whole run with Not a gzipped file",
    crashesThere: true,
  },
  {
    name: "a .gz that is neither gzip nor text fails, and the other files are read",
    files: { "a.csv": csv, "b.csv.gz": Buffer.from("\x01\x02\xff"), "c.csv": csv },
    records: { "a.csv": row, "c.csv": row },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv\.gz".*its content is not of that kind/,
    there: "ends the whole run with Not a gzipped file",
    crashesThere: true,
  },
  {
    name: "a gzip that is cut fails, and the bookmark waits for it",
    files: { "a.csv": csv, "b.csv.gz": gz("b.csv", csv).subarray(0, -6) },
    records: { "a.csv": row },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv\.gz/,
    there: "ends the whole run",
    crashesThere: true,
  },
  {
    name: "a zip that is damaged fails",
    files: { "a.csv": csv, "z.zip": Buffer.from("PK no archive") },
    records: { "a.csv": row },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /z\.zip/,
    there: "crashes with an AttributeError",
    crashesThere: true,
  },
];
