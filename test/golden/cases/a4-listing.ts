import type { GoldenCase } from "../golden-case.ts";

const row = [{ a: "x" }];
const csv = "a\nx\n";

/** A.4: which objects belong to a table, and in which order they are read. */
export const listing: readonly GoldenCase[] = [
  {
    name: "the pattern is searched anywhere in the key",
    files: { "in/orders-1.csv": csv, "in/customers.csv": csv },
    table: { search_pattern: "orders-\\d" },
    records: { "in/orders-1.csv": row },
  },
  {
    name: "the pattern sees the whole key, the prefix included",
    files: { "b/x.csv": csv, "c/x.csv": csv },
    table: { search_prefix: "{id}/b", search_pattern: "{id}/b/x" },
    records: { "b/x.csv": row },
  },
  {
    name: "^ is the beginning of the key, not of the file's name",
    files: { "x.csv": csv },
    table: { search_pattern: "^a4_listing_\\d\\d/x\\.csv$" },
    records: { "x.csv": row },
  },
  {
    name: "case counts",
    files: { "A.csv": csv, "a.csv": csv },
    table: { search_pattern: "a\\.csv$" },
    records: { "a.csv": row },
  },
  {
    name: "(?i) makes it not count",
    files: { "A.csv": csv, "b.csv": csv },
    table: { search_pattern: "(?i)a\\.CSV$" },
    records: { "A.csv": row },
  },
  {
    name: "named groups are Python's",
    files: { "2024.csv": csv, "x.csv": csv },
    table: { search_pattern: "(?P<year>\\d{4})\\.csv\\Z" },
    records: { "2024.csv": row },
  },
  {
    name: "a look-behind works",
    files: { "a.csv": csv, "ab.csv": csv },
    table: { search_pattern: "(?<!a)b\\.csv|(?<=/)a\\.csv" },
    records: { "a.csv": row },
  },
  {
    name: "a back-reference works",
    files: { "ab-ab.csv": csv, "ab-cd.csv": csv },
    table: { search_pattern: "(\\w\\w)-\\1" },
    records: { "ab-ab.csv": row },
  },
  {
    name: "one slash is dropped from the beginning of the prefix",
    files: { "a.csv": csv },
    table: { search_prefix: "/{id}/" },
    records: { "a.csv": row },
  },
  {
    name: "the prefix is text and no pattern",
    files: { "a.b/x.csv": csv, "aXb/x.csv": csv },
    table: { search_prefix: "{id}/a.b" },
    records: { "a.b/x.csv": row },
  },
  {
    name: "the prefix need not end at a slash",
    files: { "abc/x.csv": csv, "b/x.csv": csv },
    table: { search_prefix: "{id}/ab" },
    records: { "abc/x.csv": row },
  },
  {
    name: "files are read by age, not by key",
    files: { "b.csv": csv, "a.csv": csv },
    records: { "b.csv": row, "a.csv": row },
  },
  {
    name: "files of one age are read by key",
    files: {
      "b.csv": { body: csv, lastModified: "2024-03-01T00:00:00Z" },
      "a.csv": { body: csv, lastModified: "2024-03-01T00:00:00Z" },
    },
    records: { "a.csv": row, "b.csv": row },
  },
  {
    name: "keys with spaces, percent signs, plus signs and other scripts are read",
    files: { "a b%20+ü日.csv": csv },
    records: { "a b%20+ü日.csv": row },
  },
  {
    name: "objects without a byte are skipped, folder marks among them",
    files: { "folder/": "", "empty.csv": "", "a.csv": csv },
    records: { "a.csv": row },
  },
  {
    name: "only files younger than the bookmark are read",
    files: { "a.csv": csv, "b.csv": csv, "c.csv": csv },
    bookmark: "2024-01-01T00:01:00+00:00",
    records: { "c.csv": row },
  },
  {
    name: "a bookmark in another zone is the same time",
    files: { "a.csv": csv, "b.csv": csv },
    bookmark: "2024-01-01T02:00:30+02:00",
    records: { "b.csv": row },
  },
  {
    name: "files that match but are not younger are no failure",
    files: { "a.csv": csv },
    bookmark: "2024-06-01T00:00:00+00:00",
    modifiedSince: "2024-06-01T00:00:00+00:00",
    records: {},
  },
  {
    name: "a file that was changed is read again as a whole",
    files: { "a.csv": { body: "a\nx\ny\n", lastModified: "2024-05-01T00:00:00Z" }, "b.csv": csv },
    bookmark: "2024-04-01T00:00:00+00:00",
    records: { "a.csv": [{ a: "x" }, { a: "y" }] },
  },
  {
    name: "a pattern that begins with a slash means the root of the bucket",
    files: { "a.csv": csv },
    table: { search_pattern: "/{id}/a.csv" },
    records: { "a.csv": row },
    there: "finds nothing, since no key begins with a slash, and fails the whole run",
    crashesThere: true,
  },
  {
    name: "an escape that means nothing is the letter",
    files: { "a.csv": csv },
    table: { search_pattern: "a.*\\csv" },
    records: { "a.csv": row },
    there: "refuses the pattern: bad escape",
    crashesThere: true,
  },
  {
    name: "exclude_pattern leaves keys out",
    files: { "a.csv": csv, "_tmp/a.csv": csv },
    table: { exclude_pattern: "_tmp/" },
    records: { "a.csv": row },
    there: "knows no such setting",
    crashesThere: true,
  },
  {
    name: "a pattern that finds nothing fails its table",
    files: { "a.csv": csv },
    table: { search_pattern: "nothing" },
    discoveryFails: /No file of bucket "golden".*matches search_pattern "nothing".*none of the 1 keys/,
    there: "fails the whole run, the other tables with it",
    crashesThere: true,
  },
  {
    name: "a prefix without objects fails its table",
    files: {},
    discoveryFails: /No file of bucket "golden".*the listing is empty/,
    there: "crashes with KeyError: 'Contents'",
    crashesThere: true,
  },
  {
    name: "an archived object fails, and is named",
    files: { "a.csv": csv, "b.csv": { body: csv, storageClass: "GLACIER" } },
    records: { "a.csv": row },
    modifiedSince: "2024-01-01T00:00:00+00:00",
    fails: /b\.csv".*it is archived; restore it first/,
    code: 3,
    there: "asks five times and ends the whole run",
    crashesThere: true,
  },
];
