import { afterAll, beforeAll, describe, test } from "vitest";
import { ago, BucketStory, hour, minute } from "../support/bucket-story.ts";
import { idsOf } from "../support/lake.ts";
import { DEFAULT_USER } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

/** May do everything but list multipart uploads in progress. */
const blind = {
  ...DEFAULT_USER,
  name: "blind",
  accessKeyId: "AKIABLIND",
  policy: { Statement: [{ Effect: "Allow", Action: ["s3:ListBucket", "s3:GetObject"] }] },
} as const;

let store: Store;
beforeAll(async () => {
  store = await startStore({ users: [DEFAULT_USER, blind] });
});
afterAll(async () => store.close());

describe.concurrent("From run to run", () => {
  test(
    "an upload that takes longer than the look-back is read once it is there, once",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "uploads", { lookback: "10m" });
      const slow = story.startUpload("slow", ago(2 * hour));
      story.put("a", ago(3 * hour));
      expect(await story.next()).toEqual(["a"]);
      story.put("b", ago(hour));
      expect(await story.next()).toEqual(["b"]);
      slow.complete();
      expect(await story.next()).toEqual(["slow"]);
      expect(await story.next()).toEqual([]);
    },
  );

  test(
    "the same upload is found also where multipart uploads cannot be listed, if not too much else has changed, as a warning says",
    { timeout: 120_000 },
    async ({ expect }) => {
      const keys = { aws_access_key_id: blind.accessKeyId, aws_secret_access_key: blind.secretAccessKey };
      for (const [bucket, lookback] of [
        ["blind-short", "10m"],
        ["blind-long", "3h"],
      ] as const) {
        const story = new BucketStory(store, bucket, { ...keys, lookback });
        const slow = story.startUpload("slow", ago(2 * hour));
        story.put("a", ago(hour));
        const run = await story.sync();
        expect(idsOf(run)).toEqual(["a"]);
        expect(run.complaints).toEqual([
          expect.stringMatching(/Cannot list multipart uploads in progress.*s3:ListBucketMultipartUploads/),
        ]);
        slow.complete();
        expect(await story.next()).toEqual(["slow"]);
      }
    },
  );

  test("files of the same second are each read, whenever they appear", { timeout: 120_000 }, async ({ expect }) => {
    const story = new BucketStory(store, "clumps");
    for (const name of ["a", "b"]) story.put(name, ago(hour));
    expect(await story.next()).toEqual(["a", "b"]);
    story.put("late", ago(hour));
    expect(await story.next()).toEqual(["late"]);
    expect(await story.next()).toEqual([]);
  });

  test(
    "a file that appears late is read within the look-back, and beyond it",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "late", { lookback: "2h" });
      story.put("new", ago(minute));
      expect(await story.next()).toEqual(["new"]);
      story.put("late", ago(hour));
      story.put("very-late", ago(3 * hour));
      expect(await story.next()).toEqual(["very-late", "late"]);
      // A wider look-back changes nothing for what is there by now, and finds what comes from then on.
      expect(await story.next({ lookback: "unlimited" })).toEqual([]);
      story.put("latest", ago(1000 * hour));
      expect(await story.next({ lookback: "unlimited" })).toEqual(["latest"]);
    },
  );

  test(
    "a file that is overwritten is read again, and one that is uploaded again as it was as well",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "overwrites");
      story.put("a", ago(hour));
      expect(await story.next()).toEqual(["a"]);
      story.put("a", ago(minute));
      expect(await story.next()).toEqual(["a"]);
      expect(await story.next()).toEqual([]);
    },
  );

  test(
    "more files than seen_limit remembers are read once, and a warning tells what that costs",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "limit", { seen_limit: 10 });
      const names = Array.from({ length: 40 }, (_, index) => String(index));
      for (const [index, name] of names.entries()) story.put(name, ago((40 - index) * minute));
      const run = await story.sync();
      expect(idsOf(run)).toEqual(names);
      expect(run.complaints).toEqual([
        expect.stringMatching(/more files within "lookback" than "seen_limit" remembers/),
      ]);
      expect(await story.next()).toEqual([]);
      story.put("late", ago(5 * minute + 30_000));
      expect(await story.next()).toEqual(["late"]);
    },
  );

  test("start_date leaves out what is older, also when it appears late", { timeout: 120_000 }, async ({ expect }) => {
    const story = new BucketStory(store, "start", { start_date: ago(2 * hour).toISOString() });
    story.put("old", ago(3 * hour));
    story.put("at", ago(2 * hour));
    story.put("new", ago(hour));
    expect(await story.next()).toEqual(["new"]);
    story.put("old-and-late", ago(2.5 * hour));
    expect(await story.next()).toEqual([]);
  });

  test(
    "a modified_since that was set back by hand reads again what follows",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "edited");
      for (const [name, hours] of [
        ["a", 3],
        ["b", 2],
        ["c", 1],
      ] as const)
        story.put(name, ago(hours * hour));
      expect(await story.next()).toEqual(["a", "b", "c"]);
      const bookmark = Object(story.state.bookmarks["t"]);
      expect(bookmark.modified_since).toBe(ago(hour).toISOString().replace(".000Z", "+00:00"));
      // As people write it: without a time zone, which is UTC.
      const modifiedSince = ago(2.5 * hour)
        .toISOString()
        .slice(0, 19);
      story.state = { bookmarks: { t: { ...bookmark, modified_since: modifiedSince } } };
      expect(await story.next()).toEqual(["b", "c"]);
      expect(await story.next()).toEqual([]);
    },
  );

  test(
    "a state of the reference tap goes on, and what appears late behind it is read",
    { timeout: 120_000 },
    async ({ expect }) => {
      const story = new BucketStory(store, "foreign");
      story.put("old", ago(3 * hour));
      story.put("at", ago(2 * hour));
      story.put("new", ago(hour));
      const other = {
        modified_since: ago(2 * hour)
          .toISOString()
          .replace(".000Z", "+00:00"),
        of_another: "kept",
      };
      story.state = { bookmarks: { t: other } };
      expect(await story.next()).toEqual(["new"]);
      expect(story.state.bookmarks["t"]).toMatchObject({ of_another: "kept" });
      story.put("late", ago(2.5 * hour));
      expect(await story.next()).toEqual(["late"]);
      expect(story.modifiedSince).toBe(ago(hour).toISOString().replace(".000Z", "+00:00"));
    },
  );
});
