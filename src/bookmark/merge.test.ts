import { expect, test } from "vitest";
import { at, begin, finishAll, keys, object, planFor } from "../../test/support/bookmark-story.ts";
import { mergeBookmarks } from "./merge.ts";
import { bookmarkOf, checkpoint, finish, postpone } from "./run.ts";
import type { Listed } from "./version.ts";
import { writeBookmark } from "./write-bookmark.ts";

test("merged, two runs over disjoint objects are as one: a failure in one repeats nothing of the other", () => {
  const left = [object("a", "10:00:00"), object("bad", "10:10:00")];
  const right = [object("c", "10:20:00"), object("d", "11:30:00")];
  const options = { isShard: true };
  const failed = postpone(finish(begin(undefined, left, options), at(left, 0)), at(left, 1));
  const merged = mergeBookmarks(bookmarkOf(failed), bookmarkOf(finishAll(begin(undefined, right, options))));
  const state = writeBookmark(merged, undefined);
  expect(state).toMatchObject({ modified_since: "2026-11-22T10:09:59.999000+00:00" });
  expect(keys(planFor(state, [...left, ...right]))).toEqual(["bad"]);
});

test("merged, the checkpoints of both runs are kept, and of one object the further one", () => {
  const [a, b] = [object("a", "11:30:00"), object("b", "11:30:00")];
  const checkpointed = (listed: Listed, records: number) =>
    bookmarkOf(checkpoint(begin(undefined, [listed]), listed, { records, line: records + 2, byte: 10 * records }));
  const merged = mergeBookmarks(mergeBookmarks(checkpointed(a, 10), checkpointed(b, 900)), checkpointed(a, 20));
  expect(merged.parts.map(({ key, records }) => [key, records])).toEqual([
    ["a", 20],
    ["b", 900],
  ]);
});
