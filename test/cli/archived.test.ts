import { describe, expect, test } from "vitest";
import { configFor, table, useStore } from "../support/bucket.ts";
import { ago, BucketStory, dayMs } from "../support/bucket-story.ts";
import { idsOf, summaryOf } from "../support/lake.ts";
import { discover } from "../support/run-tap.ts";

const store = useStore();
const timeout = 120_000;
const skip = { on_archived: "skip" };

/** A file that holds its own name; the same version whenever it is put with the same stamp. */
function put(bucket: string, name: string, days: number, traits: object = {}): void {
  store().put(bucket, `${name}.csv`, `id\n${name}\n`, { lastModified: ago(days * dayMs), ...traits });
}

const gets = (): number => store().requests.filter(({ operation }) => operation === "GetObject").length;

describe("With on_archived at skip, an archived file", () => {
  test.each(["GLACIER", "DEEP_ARCHIVE"])(
    "of class %s is counted, not asked for, and read once it has been restored",
    { timeout },
    async (storageClass) => {
      const bucket = storageClass.toLowerCase().replace("_", "-");
      const story = new BucketStory(store(), bucket, skip);
      put(bucket, "old", 9, { storageClass });
      put(bucket, "new", 1);
      const run = await story.sync();
      expect(run.complaints).toEqual([]);
      expect(run.code).toBe(0);
      expect(idsOf(run)).toEqual(["new"]);
      expect(summaryOf(run)).toMatchObject({ skipped: { archived: 1 }, failed: 0 });
      const before = gets();
      expect(await story.next()).toEqual([]);
      expect(gets()).toBe(before);
      put(bucket, "old", 9, { storageClass, restored: true });
      expect(await story.next()).toEqual(["old"]);
      expect(await story.next()).toEqual([]);
      put(bucket, "old", 9, { storageClass });
      expect(await story.next()).toEqual([]);
    },
  );

  test("is read also where hundreds are restored at once", { timeout }, async () => {
    const story = new BucketStory(store(), "many", skip);
    const names = Array.from({ length: 200 }, (_, index) => `f${String(index).padStart(3, "0")}`);
    const putAll = (traits: object): void => {
      for (const name of names) put("many", name, 30, traits);
    };
    putAll({ storageClass: "GLACIER" });
    for (const name of names) put("many", `live-${name}`, 20);
    expect(await story.next()).toHaveLength(200);
    putAll({ storageClass: "GLACIER", restored: true });
    expect(await story.next()).toEqual(names);
    expect(await story.next()).toEqual([]);
  });

  test("is not read again when it had been read before it was archived", { timeout }, async () => {
    const story = new BucketStory(store(), "moved", skip);
    const names = Array.from({ length: 200 }, (_, index) => `f${String(index).padStart(3, "0")}`);
    for (const name of names) put("moved", name, 30);
    expect(await story.next()).toEqual(names);
    for (const name of names) put("moved", name, 30, { storageClass: "GLACIER" });
    put("moved", "late", 30, { storageClass: "GLACIER" });
    expect(await story.next()).toEqual([]);
    for (const name of names) put("moved", name, 30, { storageClass: "GLACIER", restored: true });
    expect(await story.next()).toEqual([]);
    put("moved", "late", 30, { storageClass: "GLACIER", restored: true });
    expect(await story.next()).toEqual(["late"]);
    expect(await story.next()).toEqual([]);
  });

  test(
    "in a tier that only a request tells is no failure, and read once it has been restored",
    { timeout },
    async () => {
      const story = new BucketStory(store(), "tier", skip);
      put("tier", "old", 9, { storageClass: "INTELLIGENT_TIERING", archiveStatus: "ARCHIVE_ACCESS" });
      put("tier", "new", 1);
      const run = await story.sync();
      expect([run.code, idsOf(run), run.complaints]).toEqual([0, ["new"], []]);
      expect(summaryOf(run)).toMatchObject({ skipped: { archived: 1 }, failed: 0 });
      put("tier", "old", 9, { storageClass: "INTELLIGENT_TIERING" });
      expect(await story.next()).toEqual(["old"]);
      expect(await story.next()).toEqual([]);
    },
  );

  test("is decided for each table where the table says so", { timeout }, async () => {
    const story = new BucketStory(store(), "both", {
      ...skip,
      ...table({ search_pattern: ".", on_archived: "fail" }),
    });
    put("both", "old", 9, { storageClass: "GLACIER" });
    const run = await story.sync();
    expect(run.code).toBe(3);
    expect(run.complaints).toEqual([expect.stringMatching(/is archived; .* set "on_archived" to "skip"/)]);
  });
});

test("A discovery tells once of all archived files of a table", { timeout }, async () => {
  store().createBucket("cold");
  for (const name of ["a", "b", "c"]) put("cold", name, 9, { storageClass: "GLACIER" });
  put("cold", "d", 1);
  const settings = { bucket: "cold", ...table({ search_pattern: "." }) };
  const warnings = async (more: object): Promise<readonly string[]> => {
    const { log } = await discover({ config: configFor(store(), { ...settings, ...more }) });
    return log.filter(({ level }) => level === "warn").map(({ msg }) => msg);
  };
  expect(await warnings({})).toEqual([
    expect.stringMatching(/it is archived; .*; so it is with 2 more files of those looked at$/),
  ]);
  expect(await warnings(skip)).toEqual([]);
});
