import { expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";

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
  const told = `by its name it is ${packing}, which is not read; pack it with gzip, zstd or zip, or leave it out by exclude_pattern`;
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

test("plain text under the name of a compressed file fails with a remedy, which works", async () => {
  store().put(bucketName, "a.csv.gz", "id\n1\n");
  const config = configFor(store(), everything);
  const first = await runTap({ config });
  expect(first.complaints.at(-1)).toMatch(/a.csv.gz": .*upload it compressed or under a name without ".gz"/);
  store().remove(bucketName, "a.csv.gz");
  store().put(bucketName, "a.csv", "id\n1\n");
  const second = await runTap({ config, state: first.state });
  expect([second.code, second.records.map(({ id }) => id)]).toEqual([0, ["1"]]);
});
