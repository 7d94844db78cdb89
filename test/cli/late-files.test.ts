import { describe, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { ago, BucketStory, dayMs, hour, minute } from "../support/bucket-story.ts";
import { idsOf } from "../support/lake.ts";

const store = useStore();
const timeout = 120_000;

describe("A file that appears with a stamp of the past", () => {
  test("is read however long ago it was stamped, if nothing newer had been read", { timeout }, async ({ expect }) => {
    const story = new BucketStory(store(), "quiet");
    story.put("old", ago(9 * dayMs));
    expect(await story.next()).toEqual(["old"]);
    expect(await story.next()).toEqual([]);
    story.put("late", ago(2 * dayMs));
    expect(await story.next()).toEqual(["late"]);
    expect(await story.next()).toEqual([]);
  });

  test("is read if the first run found an empty bucket", { timeout }, async ({ expect }) => {
    const story = new BucketStory(store(), "history", { on_no_files: "warn" });
    expect(await story.next()).toEqual([]);
    for (const days of [100, 50, 1]) story.put(`${days}-days`, ago(days * dayMs));
    expect(await story.next()).toEqual(["100-days", "50-days", "1-days"]);
    expect(await story.next()).toEqual([]);
  });

  test("is read though an earlier version of the tap let its floor rise past it", { timeout }, async ({ expect }) => {
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
    async ({ expect }) => {
      const story = new BucketStory(store(), "burst", { seen_limit: 5 });
      const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
      for (const [index, name] of names.entries()) story.put(name, ago((40 - index) * minute));
      const run = await story.sync();
      expect(idsOf(run)).toEqual(names);
      // Told once, with the floor that the next run begins with.
      const { floor } = Object(story.state.bookmarks["t"])._files;
      expect(run.complaints).toEqual([expect.stringContaining(`missed if it is older than ${floor}`)]);
      expect(Date.parse(floor)).toBeLessThan(ago(14 * minute).getTime());
      story.put("during", ago(2 * minute + 30_000));
      expect(await story.next()).toEqual(["during"]);
    },
  );

  test("is read if it is older than the newest file by less than the look-back", { timeout }, async ({ expect }) => {
    const story = new BucketStory(store(), "within", { lookback: "3h" });
    story.put("new", ago(hour));
    expect(await story.next()).toEqual(["new"]);
    story.put("late", ago(2 * hour));
    expect(await story.next()).toEqual(["late"]);
  });
});
