import { expect, test } from "vitest";
import { at, begin, finishAll, keys, object, planFor } from "../../test/support/bookmark-story.ts";
import { type Bookmark } from "./bookmark.ts";
import { mergeBookmarks } from "./merge.ts";
import { bookmarkOf, checkpoint, finish, postpone } from "./run.ts";
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

test("of two checkpoints the dearer one is kept", () => {
  const [a, b] = [object("a", "11:30:00"), object("b", "11:30:00")];
  const short = bookmarkOf(checkpoint(begin(undefined, [a]), a, { records: 10, line: 12, byte: 345 }));
  const long = bookmarkOf(checkpoint(begin(undefined, [b]), b, { records: 900, line: 902, byte: 34_500 }));
  const none = bookmarkOf(begin(undefined, []));
  const kept = (x: Bookmark, y: Bookmark) => mergeBookmarks(x, y).part?.key;
  expect([kept(short, long), kept(long, short), kept(short, none), kept(none, short)]).toEqual(["b", "b", "a", "a"]);
});
