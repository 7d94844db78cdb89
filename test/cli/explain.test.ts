import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();

const tables = [
  { table_name: "t", search_prefix: "in/", search_pattern: "\\.csv|\\.xls|in/$", exclude_pattern: "_tmp" },
  { table_name: "other", search_pattern: "^other/" },
];

async function explain(key: string, settings: object = {}, state?: object, code = 0): Promise<string> {
  const run = await spawnTap({
    config: { ...configFor(store()), tables, ...settings },
    ...(state ? { state } : {}),
    args: ["--explain", key],
  });
  expect(run.code).toBe(code);
  return run.stdout;
}

test("--explain names the reason of every table", async () => {
  const lastModified = new Date("2026-01-02T00:00:00Z");
  for (const key of ["in/a.csv", "in/a_tmp.csv", "in/a.xls"]) store().put(bucketName, key, "id\n1\n", { lastModified });
  store().put(bucketName, "in/", "");
  store().put(bucketName, "in/empty.csv", "");
  expect(await explain("in/a.csv")).toBe(
    [
      "in/a.csv: 5 bytes, modified 2026-01-02T00:00:00.000Z",
      "  t: read by the next sync",
      '  other: not read: search_pattern "^other/" does not match',
      "",
    ].join("\n"),
  );
  expect(await explain("in/a_tmp.csv")).toContain('t: not read: exclude_pattern "_tmp" matches');
  expect(await explain("out/a.csv", {}, undefined, 4)).toContain(
    't: not read: it does not begin with search_prefix "in/"',
  );
  expect(await explain("in/nothing.csv", {}, undefined, 4)).toMatch(
    /there is no object of this key.*\n {2}t: would be read, if it were/,
  );
  expect(await explain("in/a.xls")).toContain('skipped: unrecognised file extension; set "format"');
  expect(await explain("in/empty.csv")).toContain("t: skipped: it is empty");
  expect(await explain("in/")).toContain("t: skipped: it stands for a folder");
  expect(await explain("in/a.csv", { start_date: "2026-01-03" })).toContain(
    "t: out of scope: it was not modified after start_date, 2026-01-03",
  );
});

test("--explain tells that what is packed under a name without a format may be skipped", async () => {
  const text =
    't: read by the next sync; its name tells no format: it is skipped unless what is inside does, or "format" is';
  for (const key of ["in/0000_part_00.gz", "in/report.pdf.zst", "in/a.csv.gz", "in/a.zip"])
    store().put(bucketName, key, gzipSync("id\n1\n"));
  const all = { tables: [{ table_name: "t", search_pattern: "." }] };
  expect(await explain("in/0000_part_00.gz", all)).toContain(text);
  expect(await explain("in/report.pdf.zst", all)).toContain(text);
  expect(await explain("in/a.csv.gz", all)).toMatch(/t: read by the next sync$/m);
  expect(await explain("in/a.zip", all)).toMatch(/t: read by the next sync$/m);
  const told = { tables: [{ table_name: "t", search_pattern: ".", format: "csv" }] };
  expect(await explain("in/0000_part_00.gz", told)).toMatch(/t: read by the next sync$/m);
});

test("--explain knows from the state what has been read", async () => {
  store().put(bucketName, "in/new.csv", "id\n1\n");
  store().put(bucketName, "in/old.csv", "id\n1\n", { lastModified: new Date("2020-01-01T00:00:00Z") });
  const config = { ...configFor(store()), tables: tables.slice(0, 1) };
  const { state } = await runTap({ config });
  expect(await explain("in/new.csv", {}, state)).toContain("t: not read again: the state says that it has been read");
  expect(await explain("in/old.csv", {}, state)).toContain("t: not read again: the state says that it has been read");
  const other = { bookmarks: { t: { modified_since: "2024-01-01T00:00:00+00:00" } } };
  expect(await explain("in/old.csv", {}, other)).toContain(
    "t: not read: the state of another tap says that it has been",
  );
});

test.each([2, 100])("--explain tells late from read and from out of scope, beside %i files", async (count) => {
  const day = (number: number): Date => new Date(Date.UTC(2024, 0, number));
  for (let index = 0; index < count; index++) {
    store().put(bucketName, `in/${index}.csv`, "id\n1\n", { lastModified: day(10 + index) });
  }
  store().put(bucketName, "in/a.xls", "id\n1\n", { lastModified: day(11) });
  const config = { ...configFor(store()), tables: tables.slice(0, 1) };
  const { state } = await runTap({ config });
  store().put(bucketName, "in/late.csv", "id\n1\n", { lastModified: day(1) });
  const told = (key: string, settings: object = {}): Promise<string> => explain(key, settings, state);
  expect(await told("in/0.csv")).toContain("t: not read again");
  expect(await told("in/late.csv")).toContain("t: read by the next sync: it appeared late, after newer files had been");
  expect(await told("in/a.xls")).toContain("t: skipped: unrecognised file extension");
  const changed = { tables: [{ ...tables[0], format: "csv" }] };
  expect(await told("in/a.xls", changed)).toContain("t: read by the next sync: it belongs to the table since");
  expect(await told("in/0.csv", changed)).toContain("t: not read again");
});

test("--explain lists once for all tables of which only the listing tells", async () => {
  const lastModified = new Date("2024-01-01T00:00:00Z");
  for (let index = 0; index < 100; index++) store().put(bucketName, `in/${index}.csv`, "id\n1\n", { lastModified });
  const both = [tables[0], { ...tables[0], table_name: "u", search_prefix: "" }];
  const { state } = await runTap({ config: { ...configFor(store()), tables: both } });
  store().resetRequests();
  const told = await explain("in/7.csv", { tables: both }, state);
  expect(told.match(/: not read again/g)).toHaveLength(2);
  // One is for the object itself.
  expect(store().requests.filter(({ operation }) => operation === "ListObjectsV2")).toHaveLength(2);
});

test("--explain takes the URI of an object for its key, if it is of this bucket", async () => {
  store().put(bucketName, "in/a.csv", "id\n1\n");
  expect(await explain(`s3://${bucketName}/in/a.csv`)).toMatch(/^in\/a.csv: 5 bytes.*\n {2}t: read by the next sync/);
  const other = await runTap({ config: { ...configFor(store()), tables }, args: ["--explain", "s3://pond/in/a.csv"] });
  expect(other).toMatchObject({ code: 2, complaints: [expect.stringMatching(/the config reads the bucket "lake"/)] });
});
