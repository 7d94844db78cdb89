import { expect, describe, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { ago, dayMs, hour, minute } from "../support/bucket-story.ts";
import { type Entry, inventoryBucket, inventorySetting, putInventory } from "../support/inventory.ts";
import { idsOf } from "../support/lake.ts";
import type { StateValue } from "../support/messages.ts";
import { discover, runTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();
const made = ago(3 * dayMs);

/** Puts a file that holds its own name, and gives what an inventory says of it. */
function put(name: string, lastModified: Date): Entry {
  const key = `${name}.csv`;
  const body = `id\n${name}\n`;
  store().put(bucketName, key, body, { lastModified });
  return { key, size: Buffer.byteLength(body), lastModified, etag: store().etag(bucketName, key) ?? "" };
}

function putMany(names: readonly string[]): Entry[] {
  return names.map((name, index) => put(name, ago((10 + names.length - index) * dayMs)));
}

function run(settings: object = inventorySetting, state?: StateValue): Promise<TapRun> {
  const config = configFor(store(), { ...settings });
  return runTap({ config, catalog: catalogFor(["id"]), ...(state === undefined ? {} : { state }) });
}

/** The LIST requests for all that begins with a prefix of the bucket that is read. */
function listings(): number {
  return store().requests.filter(({ operation, bucket }) => operation === "ListObjectsV2" && bucket === bucketName)
    .length;
}

const oddNames = ["a", "b c", "d+e", "ü/%20", "f&g", "日本"];

describe.each(["CSV", "Parquet"] as const)("With an inventory in %s", (format) => {
  test("a run reads what a listing would have brought, leaves the same state, and lists nothing", async () => {
    const entries = putMany(oddNames);
    putInventory(store(), entries, { format, made });
    store().resetRequests();
    const byInventory = await run();
    expect(byInventory.complaints).toEqual([]);
    expect(listings()).toBe(0);
    const listed = await run({});
    expect(idsOf(byInventory)).toEqual(idsOf(listed));
    expect(idsOf(byInventory)).toHaveLength(oddNames.length);
    expect(byInventory.state).toEqual(listed.state);
    expect((await run(inventorySetting, byInventory.state)).records).toEqual([]);
    expect((await run({}, byInventory.state)).records).toEqual([]);
  });

  test("a data file that is not the one of the manifest fails the run, and nothing is read", async () => {
    putInventory(store(), putMany(["a", "b"]), { format, made });
    const name = format === "CSV" ? "0.csv.gz" : "0.parquet";
    const other = format === "CSV" ? "1.csv.gz" : "1.parquet";
    store().put(
      inventoryBucket,
      `lake/daily/data/${name}`,
      store().get(inventoryBucket, `lake/daily/data/${other}`) ?? "",
    );
    const { code, records, complaints } = await run();
    expect({ code, records }).toEqual({ code: 3, records: [] });
    expect(complaints).toEqual([expect.stringContaining(`MD5 of its data file "lake/daily/data/${name}"`)]);
  });
});

test("files that are newer than the inventory wait, and the next run without it reads them and nothing else", async () => {
  const entries = putMany(["a", "b"]);
  const late = put("while-it-was-made", new Date(made.getTime() - 5 * minute));
  putInventory(store(), [...entries, late], { made });
  put("new", ago(hour));
  const first = await run();
  expect(idsOf(first)).toEqual(["a", "b"]);
  const second = await run({}, first.state);
  expect(idsOf(second)).toEqual(["while-it-was-made", "new"]);
  expect((await run({}, second.state)).records).toEqual([]);
});

test("the floor of the bookmark stays a look-back below the time of the inventory", async () => {
  const entries = [put("a", ago(10 * dayMs)), put("b", new Date(made.getTime() - hour))];
  putInventory(store(), entries, { made });
  const { state } = await run();
  const { floor } = Object(state.bookmarks["t"])._files;
  expect(Date.parse(floor)).toBeLessThanOrEqual(made.getTime() - dayMs);
});

test("an inventory that is older than what the state has read is refused", async () => {
  putInventory(store(), putMany(["a"]), { made });
  put("new", ago(hour));
  const { state } = await run({});
  const { code, records, complaints } = await run(inventorySetting, state);
  expect({ code, records }).toEqual({ code: 2, records: [] });
  expect(complaints[0]).toMatch(/the state has read files up to .*; leave out "inventory", or name a newer one$/);
});

test.each([3, 80])(
  "of %i files that were read, one that a run which lists has read since, with an old time, is told as not in the inventory",
  async (count) => {
    const entries = putMany(Array.from({ length: count }, (_, index) => `f${index}`));
    putInventory(store(), entries, { made });
    const first = await run();
    const told = expect.stringMatching(/1 file that an earlier run has read is not in the inventory.*with an old time/);
    const toldOfAny = expect.stringContaining("not in the inventory");
    expect(first.log.map(({ msg }) => msg)).not.toContainEqual(toldOfAny);
    put("late", ago(200 * dayMs));
    const listed = await run({}, first.state);
    expect(idsOf(listed)).toEqual(["late"]);
    expect(listed.log.map(({ msg }) => msg)).not.toContainEqual(toldOfAny);
    const again = await run(inventorySetting, listed.state);
    expect(again.records).toEqual([]);
    expect(again.log.map(({ msg }) => msg)).toContainEqual(told);
  },
);

test("of versions only the latest count, and deleted files are none", async () => {
  const [a, b] = putMany(["a", "b"]);
  if (a === undefined || b === undefined) throw new Error("nothing was put");
  const old = { ...a, lastModified: ago(50 * dayMs), etag: "0123456789abcdef", isLatest: false };
  const deleted = { ...b, key: "c.csv", isDeleteMarker: true };
  putInventory(store(), [old, a, b, deleted], { made });
  expect(idsOf(await run())).toEqual(["a", "b"]);
});

test("a file that was deleted since is not there, and one that was replaced is read as it is now, once", async () => {
  const entries = putMany(["a", "b", "c"]);
  putInventory(store(), entries, { made });
  store().remove(bucketName, "a.csv");
  store().put(bucketName, "b.csv", "id\nB\n", { lastModified: ago(hour) });
  const first = await run();
  expect(idsOf(first)).toEqual(["B", "c"]);
  expect((await run({}, first.state)).records).toEqual([]);
});

test("tables whose prefixes differ read the inventory once, for discovery as for a sync", async () => {
  putInventory(store(), putMany(["a/1", "b/1", "c/1"]), { made });
  const tables = ["a", "b", "c"].map((name) => ({
    table_name: name,
    search_prefix: `${name}/`,
    search_pattern: "csv$",
  }));
  const config = configFor(store(), { ...inventorySetting, tables });
  store().resetRequests();
  const { catalog } = await discover({ config });
  expect(reads()).toBe(2);
  store().resetRequests();
  const { records } = await runTap({ config, catalog: catalog ?? {} });
  expect(records).toHaveLength(3);
  expect(reads()).toBe(2);
});

/** GETs of data files. */
function reads(): number {
  return store().requests.filter(({ operation, key }) => operation === "GetObject" && key?.includes("/data/") === true)
    .length;
}

describe("An inventory is refused in a sentence that is", () => {
  test.each([
    ["in ORC", { format: "ORC" }, 2, /its format is "ORC"; let S3 write CSV or Apache Parquet$/],
    [
      "of another bucket",
      { claims: { sourceBucket: "sea" } },
      2,
      /it is of the bucket "sea", and the config reads "lake"/,
    ],
    ["without ETags", { without: "ETag" }, 2, /it has no column "etag"; add size, last modified and ETag/],
    [
      "without its files",
      { claims: { files: [{ key: "gone.csv.gz", MD5checksum: "0" }] } },
      2,
      /"gone.csv.gz" is gone/,
    ],
    ["no manifest", { claims: { files: null } }, 2, /its manifest lacks sourceBucket, creationTimestamp or files/],
  ] as const)("%s", async (_, options, code, sentence) => {
    putInventory(store(), putMany(["a"]), { made, ...options });
    const refused = await run();
    expect(refused).toMatchObject({ code, records: [] });
    expect(refused.complaints[0]).toMatch(sentence);
  });

  test("larger than any is, or nested as none is", async () => {
    putInventory(store(), putMany(["a"]), { made, claims: { note: "x".repeat(5_000_000) } });
    expect((await run()).complaints[0]).toMatch(
      /it has 50\d+ bytes, and no file of an inventory that is read whole has/,
    );
    const nested: unknown = JSON.parse("[".repeat(200) + "]".repeat(200));
    putInventory(store(), [], { made, claims: { nested } });
    expect((await run()).complaints[0]).toMatch(/its manifest is not a JSON object/);
  });

  test("not there, not whole, or not what its checksum says", async () => {
    store().createBucket(inventoryBucket);
    put("a", ago(dayMs));
    expect((await run()).complaints[0]).toMatch(/manifest.json": there is no such object; name the manifest.json of/);
    putInventory(store(), [], { made });
    const checksum = "lake/daily/2026-01-31T01-00Z/manifest.checksum";
    store().put(inventoryBucket, checksum, "0123456789abcdef0123456789abcdef");
    const changed = await run();
    expect(changed.complaints[0]).toMatch(/its MD5 is not the one in manifest.checksum/);
    expect(changed.code).toBe(3);
    store().remove(inventoryBucket, checksum);
    expect((await run()).complaints[0]).toMatch(/S3 writes it last, so the inventory is not complete/);
  });
});

test("a broken row is named by its number, and none of its values is told", async () => {
  putInventory(store(), [{ key: "a.csv", size: 1, lastModified: made, etag: "not an etag" }], { made });
  const { code, complaints } = await run({ ...inventorySetting, ...table() });
  expect(code).toBe(4);
  expect(complaints[0]).toMatch(/^Cannot read "lake\/daily\/data\/0.csv.gz": row 1 has no key, size, time or ETag/);
});
