import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { ago, BucketStory, dayMs, hour, minute } from "../support/bucket-story.ts";
import { idsOf } from "../support/lake.ts";

const store = useStore();
const timeout = 120_000;

describe("A file that appears with a stamp of the past", () => {
  test("is read however long ago it was stamped, if nothing newer had been read", { timeout }, async () => {
    const story = new BucketStory(store(), "quiet");
    story.put("old", ago(9 * dayMs));
    expect(await story.next()).toEqual(["old"]);
    expect(await story.next()).toEqual([]);
    story.put("late", ago(2 * dayMs));
    expect(await story.next()).toEqual(["late"]);
    expect(await story.next()).toEqual([]);
  });

  test("is read if the first run found an empty bucket", { timeout }, async () => {
    const story = new BucketStory(store(), "history", { on_no_files: "warn" });
    expect(await story.next()).toEqual([]);
    for (const days of [100, 50, 1]) story.put(`${days}-days`, ago(days * dayMs));
    expect(await story.next()).toEqual(["100-days", "50-days", "1-days"]);
    expect(await story.next()).toEqual([]);
  });

  test("is read though an earlier version of the tap let its floor rise past it", { timeout }, async () => {
    const story = new BucketStory(store(), "risen");
    const read = ago(9 * dayMs);
    story.put("old", read);
    story.put("late", ago(2 * dayMs));
    const modified_since = read.toISOString().replace(".000Z", "+00:00");
    const floor = ago(dayMs).toISOString();
    const _files = { v: 1, for: modified_since, floor, seen: [], part: null, parts: [] };
    story.state = { bookmarks: { t: { modified_since, _files } } };
    expect(await story.next()).toEqual(["late"]);
  });

  test(
    "is read if it can have been put while the listing went on, however few files the state may hold",
    { timeout },
    async () => {
      const story = new BucketStory(store(), "burst", { seen_limit: 5 });
      const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
      for (const [index, name] of names.entries()) story.put(name, ago((40 - index) * minute));
      const run = await story.sync();
      expect(idsOf(run)).toEqual(names);
      // Told once, with the floor that the next run begins with.
      const { floor } = Object(story.state.bookmarks["t"])._files;
      expect(run.complaints).toEqual([expect.stringContaining(`missed if it is older than ${floor}`)]);
      expect(Date.parse(floor)).toBeLessThan(Date.now() - 14 * minute);
      story.put("during", ago(2 * minute + 30_000));
      expect(await story.next()).toEqual(["during"]);
    },
  );

  test("is read if it is older than the newest file by less than the look-back", { timeout }, async () => {
    const story = new BucketStory(store(), "within", { lookback: "3h" });
    story.put("new", ago(hour));
    expect(await story.next()).toEqual(["new"]);
    story.put("late", ago(2 * hour));
    expect(await story.next()).toEqual(["late"]);
  });

  test.each([3, 150])(
    "is read beside %i newer files that were read, whatever its age, and once",
    { timeout },
    async (count) => {
      const story = new BucketStory(store(), `beside-${count}`, { lookback: "1h" });
      const names = Array.from({ length: count }, (_, index) => `f${index}`);
      for (const [index, name] of names.entries()) story.put(name, ago((2 + index) * hour));
      expect((await story.next()).length).toBe(count);
      expect(await story.next()).toEqual([]);
      story.put("replica", ago(90 * dayMs));
      story.put("between", ago(2.5 * hour));
      for (const name of ["f0", "f1"]) story.delete(name);
      const run = await story.sync();
      expect(idsOf(run)).toEqual(["replica", "between"]);
      expect(run.log.map(({ msg }) => msg)).toContainEqual(
        expect.stringMatching(/2 to be read, of which 2 appeared late/),
      );
      expect(run.complaints).toEqual([]);
      expect(await story.next()).toEqual([]);
    },
  );

  test("of more than can be told apart, a warning says that they count as read", { timeout }, async () => {
    const story = new BucketStory(store(), "overflow", { lookback: "1h" });
    for (let index = 0; index < 100; index++) story.put(`f${index}`, ago((2 + index) * hour));
    await story.sync();
    for (let index = 0; index < 100; index++) story.put(`late${index}`, ago((200 + index) * hour));
    const run = await story.sync();
    expect(run.complaints).toEqual([
      expect.stringMatching(
        /more old files have come or gone since the last run than the state can tell apart.*modified_since/,
      ),
    ]);
    // The next run tells again what comes from now on.
    story.put("later", ago(500 * hour));
    expect(await story.next()).toEqual(["later"]);
  });
});

test("a lifecycle rule that deletes more files than can be told apart is told without a warning, and late ones are told again", async () => {
  const story = new BucketStory(store(), "lifecycle", { lookback: "1h" });
  for (let index = 0; index < 300; index++) story.put(`f${index}`, ago((2 + index) * hour));
  await story.sync();
  for (const oldest of [200, 100]) {
    for (let index = oldest; index < oldest + 100; index++) story.delete(`f${index}`);
    const run = await story.sync();
    expect(run.records).toEqual([]);
    expect(run.complaints).toEqual([]);
    expect(run.log.map(({ msg }) => msg)).toContainEqual(
      expect.stringMatching(/100 fewer old files are listed than were read, as where a lifecycle rule deletes them/),
    );
    expect((await story.sync()).log.map(({ msg }) => msg)).not.toContainEqual(expect.stringContaining("fewer old"));
  }
  story.put("late", ago(500 * hour));
  expect(await story.next()).toEqual(["late"]);
}, 120_000);

test("an upload and a file that hold the bookmark back are named, with their age", { timeout }, async () => {
  const story = new BucketStory(store(), "held", { seen_limit: 10 });
  story.startUpload("slow", ago(3 * dayMs));
  for (let index = 0; index < 20; index++) story.put(`f${index}`, ago((1 + index) * hour));
  const { complaints } = await story.sync();
  expect(complaints[0]).toMatch(
    /An upload of "slow.csv" was begun 7[12] hours ago.*abort-multipart-upload --bucket "held" --key "slow.csv" --upload-id "/,
  );
  const failing = new BucketStory(store(), "failing", { seen_limit: 10 });
  store().put("failing", "bad.csv", 'id\n"', { lastModified: ago(30 * dayMs) });
  for (let index = 0; index < 20; index++) failing.put(`f${index}`, ago((1 + index) * hour));
  const run = await failing.sync();
  expect(run.complaints.at(-1)).toMatch(
    /waits for "bad.csv", which was modified at .*remembers each of 20 newer files.*on_bad_file/,
  );
  expect(Object(failing.state.bookmarks["t"])._files.parts.length).toBeLessThan(20);
});

describe("A file that belongs to the table only since its settings were changed", () => {
  const narrow = { table_name: "t", search_pattern: "^a.*\\.csv$" };
  const wide = { table_name: "t", search_pattern: "\\.(csv|dat)$" };

  test(
    "is read: with a wider pattern or prefix, without an exclude_pattern, and with a format, as the warning says",
    { timeout },
    async () => {
      const before = {
        tables: [
          { ...narrow, table_name: "pattern" },
          { ...wide, table_name: "exclusion", exclude_pattern: "^b" },
          { ...wide, table_name: "format" },
          { ...wide, table_name: "prefix", search_prefix: "a" },
        ],
      };
      const after = {
        tables: [
          { ...wide, table_name: "pattern" },
          { ...wide, table_name: "exclusion" },
          { ...wide, table_name: "format", format: "csv" },
          { ...wide, table_name: "prefix" },
        ],
      };
      const story = new BucketStory(store(), "settings", {}, ["pattern", "exclusion", "format", "prefix"]);
      story.put("a", ago(3 * dayMs));
      story.put("b", ago(4 * dayMs));
      story.put("c", ago(5 * dayMs), "dat");
      await story.sync(before);
      expect(await story.next(before)).toEqual([]);
      expect(await story.next(after)).toEqual(["b", "b", "c", "b"]);
      expect(await story.next(after)).toEqual([]);
      // Back and forth, nothing is read twice.
      expect(await story.next(before)).toEqual([]);
      expect(await story.next(after)).toEqual([]);
    },
  );

  test(
    "is read: what is packed under a name that tells nothing, with a format, as the warning says",
    { timeout },
    async () => {
      const files = { "0000_part_00.gz": "a", "fire/hose.2026-01-01.gz": "b", "c.csv.gz": "c", "d.json.gz": "d" };
      const story = new BucketStory(store(), "packed-names");
      for (const [key, id] of Object.entries(files)) {
        store().put("packed-names", key, gzipSync(`id\n${id}\n`), { lastModified: ago(key.length * dayMs) });
      }
      const before = { tables: [{ table_name: "t", search_pattern: "." }] };
      const wider = { tables: [{ table_name: "t", search_pattern: ".*" }] };
      const after = { tables: [{ table_name: "t", search_pattern: ".*", format: "csv" }] };
      const run = await story.sync(before);
      expect(run.complaints.join("\n")).toContain(
        '"0000_part_00.gz/0000_part_00" was skipped: unrecognised file extension; set "format" on table "t" to read such files',
      );
      expect(idsOf(run)).toEqual(["c"]);
      // Another pattern alone reads nothing more.
      expect(await story.next(wider)).toEqual([]);
      expect(await story.next(after)).toEqual(["b", "a", "d"]);
      expect(await story.next(after)).toEqual([]);
      expect(await story.next(before)).toEqual([]);
      expect(await story.next(after)).toEqual([]);
    },
  );

  test("is read where it is newer than what is remembered one by one", { timeout }, async () => {
    const story = new BucketStory(store(), "packed-now");
    story.put("old", ago(9 * dayMs));
    store().put("packed-now", "0000_part_00.gz", gzipSync("id\nnew\n"), { lastModified: ago(hour) });
    const table = { table_name: "t", search_pattern: "." };
    expect(await story.next({ tables: [table] })).toEqual(["old"]);
    expect(await story.next({ tables: [{ ...table, format: "csv" }] })).toEqual(["new"]);
    expect(await story.next({ tables: [{ ...table, format: "csv" }] })).toEqual([]);
  });

  test.each([
    ["search_prefix", { ...wide, search_prefix: "b" }],
    ["search_pattern", { ...wide, search_pattern: "^b.*csv$" }],
  ])(
    "is read beside more than can be kept one by one, if it came late while a narrower %s was set",
    { timeout },
    async (_, narrower) => {
      const story = new BucketStory(store(), "narrowed", { lookback: "1h" });
      const listed = (): readonly unknown[] =>
        store().requests.flatMap(({ operation, path }) =>
          operation === "ListObjectsV2" ? [new URL(path, store().url).searchParams.get("prefix") ?? ""] : [],
        );
      for (let index = 0; index < 100; index++) story.put(`a${index}`, ago((2 + index) * hour));
      story.put("b", ago(60 * hour));
      await story.sync({ tables: [wide] });
      story.put("b-late", ago(90 * dayMs));
      store().resetRequests();
      expect(await story.next({ tables: [narrower] })).toEqual(["b-late"]);
      // By what was listed until then it can be told, and once is enough.
      expect(listed()).toEqual(["", ""]);
      story.put("b-later", ago(30 * hour));
      expect(await story.next({ tables: [narrower] })).toEqual(["b-later"]);
      expect(listed().slice(2)).toEqual(["b"]);
      story.put("a-late", ago(80 * dayMs));
      expect(await story.next({ tables: [wide] })).toEqual(["a-late"]);
      expect(await story.next({ tables: [narrower] })).toEqual([]);
    },
  );

  test("is read: an earlier start_date", { timeout }, async () => {
    const story = new BucketStory(store(), "earlier-start");
    for (const days of [9, 6, 3]) story.put(`${days}`, ago(days * dayMs));
    expect(await story.next({ start_date: ago(5 * dayMs).toISOString() })).toEqual(["3"]);
    expect(await story.next({ start_date: ago(8 * dayMs).toISOString() })).toEqual(["6"]);
    expect(await story.next()).toEqual(["9"]);
    expect(await story.next()).toEqual([]);
  });
});
