import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const everything = table({ search_pattern: "." });

test.each([
  ["bz2", "bzip2"],
  ["tgz", "tar"],
  ["tar", "tar"],
  ["xz", "xz"],
  ["7z", "7z"],
])("a file that ends in .%s is told as %s, and not to be helped by format", async (ending, packing) => {
  store().put(bucketName, "a.csv", "id\n1\n");
  store().put(bucketName, `b.csv.${ending}`, "packed");
  const config = configFor(store(), everything);
  const { records, complaints, code } = await runTap({ config });
  expect([code, records.map(({ id }) => id)]).toEqual([0, ["1"]]);
  const told = `by its name it is ${packing}, which is not read; compress it with gzip, zstd or zip, or leave it out by exclude_pattern`;
  expect(complaints).toEqual([`"b.csv.${ending}" is skipped: ${told}`]);
  const { stdout } = await spawnTap({ config, args: ["--explain", `b.csv.${ending}`] });
  expect(stdout).toContain(`skipped: ${told}`);
});

test("several of them are told once, apart from names that format helps", async () => {
  for (const key of ["a.csv.bz2", "b.csv.tgz", "c.dat"]) store().put(bucketName, key, "x");
  store().put(bucketName, "d.csv", "id\n1\n");
  const { complaints } = await runTap({ config: configFor(store(), everything) });
  expect(complaints).toEqual([
    expect.stringMatching(/^"a.csv.bz2" is skipped: .*; so is 1 more of table "t"$/),
    expect.stringMatching(/^"c.dat" is skipped .*; set "format" on table "t"/),
  ]);
});

test.each([
  ["a.csv.gz", "gzip", "id\n1\né\n"],
  ["a.tsv.zst", "zstd", "id\tx\n1\t2\né\t3\n"],
  ["a.CSV.GZIP", "gzip", `id\n1\né\n${"x".repeat(300)}`],
])("plain text under the name %s is read as what it is, with a warning", async (key, packing, text) => {
  store().put(bucketName, key, text);
  const { code, records, complaints } = await runTap({ config: configFor(store(), everything) });
  expect([code, records.map(({ id }) => id).slice(0, 2)]).toEqual([0, ["1", "é"]]);
  expect(complaints).toEqual([`"${key}" is read as plain text: it is not in ${packing}, as its name says`]);
});

test("plain text under such a name is gone on with where a run has begun it", { timeout: 60_000 }, async () => {
  store().put(bucketName, "a.csv.gz", noisyCsv(40_000, 1), { lastModified: new Date(Date.UTC(2026, 0, 1)) });
  const config = configFor(store(), { ...everything, checkpoint_records: 1000 });
  const first = await runTap({ config });
  const states = first.messages.filter(({ type }) => type === "STATE");
  const middle = states[Math.floor(states.length / 2)];
  const rest = await runTap({ config, state: middle?.type === "STATE" ? middle.value : {} });
  expect(rest.records.length).toBeGreaterThan(0);
  expect(rest.records.length).toBeLessThan(first.records.length);
  expect(rest.records).toEqual(first.records.slice(-rest.records.length));
});

test("what is neither packed nor text fails with a remedy, which works", async () => {
  store().put(bucketName, "a.csv.gz", "\x01\x02id\n1\n");
  const config = configFor(store(), everything);
  const first = await runTap({ config });
  expect(first.complaints.at(-1)).toMatch(/a.csv.gz": .*upload it compressed or under a name without ".gz"/);
  store().remove(bucketName, "a.csv.gz");
  store().put(bucketName, "a.csv", "id\n1\n");
  const second = await runTap({ config, state: first.state });
  expect([second.code, second.records.map(({ id }) => id)]).toEqual([0, ["1"]]);
});

test("an archive with a file of another format than the table's fails, and sends what was before it only once", async () => {
  const parquet = readFileSync("test/fixtures/parquet/none.parquet");
  const members = [
    { name: "a.csv", text: Buffer.from("id\n1\n2\n") },
    { name: "b.parquet", text: parquet },
    { name: "c.csv", text: Buffer.from("id\n3\n") },
  ];
  store().put(bucketName, "a.zip", zipOf(members));
  const config = configFor(store(), table({ search_pattern: ".", format: "csv" }));
  const input = { config, catalog: catalogFor(["id"]) };
  const first = await runTap(input);
  expect([first.code, first.records.map(({ id }) => id)]).toEqual([4, ["1", "2"]]);
  expect(first.complaints.at(-1)).toMatch(
    /^Cannot read "a\.zip\/b\.parquet": it is Parquet, and "format" of the table says "csv"/,
  );
  const second = await runTap({ ...input, state: first.state });
  expect([second.code, second.records]).toEqual([4, []]);
});
