import { expect, test } from "vitest";
import {
  at,
  begin,
  day,
  finishAll,
  keys,
  object,
  planFor,
  syncAll,
  verdicts,
  write,
} from "../../test/support/bookmark-story.ts";
import { limitSeen } from "./limit-seen.ts";
import { currentBookmark, finish, postpone } from "./run.ts";
import { writeBookmark } from "./write-bookmark.ts";

test("a run that read everything leaves the newest stamp to the reference tap and its ids to the next run", () => {
  const listing = [object("a", "10:00:00"), object("b", "11:59:00")];
  const state = syncAll(undefined, listing);
  expect(state).toEqual({
    modified_since: "2026-11-22T11:59:00+00:00",
    _files: {
      v: 2,
      for: "2026-11-22T11:59:00+00:00",
      scope: ["all"],
      floor: "2026-11-22T11:00:00.000Z",
      seen: [expect.stringMatching(/^2026-11-22T11:59:00\.000Z [\w-]{10}$/)],
      below: [expect.stringMatching(/^[\w-]{10}$/)],
      part: null,
      parts: [],
      earlier: [],
    },
  });
  expect(keys(planFor(state, listing))).toEqual([]);
});

test("a run that finds nothing leaves everything to the next one, however old it is", () => {
  const state = syncAll(undefined, []);
  expect(state).toEqual({
    _files: { v: 2, for: null, scope: ["all"], floor: null, seen: [], below: [], part: null, parts: [], earlier: [] },
  });
  expect(keys(planFor(state, [object("late", "11:00:01"), object("old", "01:00:00")]))).toEqual(["old", "late"]);
});

test("the floor stays with the newest object that was read, however late it is", () => {
  const state = syncAll(undefined, [object("a", "03:00:00")]);
  expect(state).toMatchObject({ _files: { floor: "2026-11-22T03:00:00.000Z" } });
  expect(syncAll(state, [object("a", "03:00:00")])).toEqual(state);
});

test("a crash between two objects of one stamp repeats neither and loses neither", () => {
  const [a, b, c] = [object("a", "10:00:00"), object("b", "10:00:00"), object("c", "10:00:01")];
  const afterA = write(finish(begin(undefined, [a, b, c]), a));
  expect(afterA).not.toHaveProperty("modified_since");
  expect(keys(planFor(afterA, [a, b, c]))).toEqual(["b", "c"]);
});

test("modified_since rises with each completed stamp", () => {
  const [a, b] = [object("a", "10:00:00"), object("b", "10:00:01")];
  expect(write(finish(begin(undefined, [a, b]), a))).toMatchObject({ modified_since: "2026-11-22T10:00:00+00:00" });
});

test("an overwritten object is read again, with the same bytes or others", () => {
  const state = syncAll(undefined, [object("a", "11:50:00"), object("b", "11:50:00"), object("c", "11:50:00")]);
  const listing = [object("a", "11:50:00"), object("b", "11:55:00"), object("c", "11:50:00", '"other"')];
  expect(verdicts(state, listing)).toEqual(["done", "due", "due"]);
});

test("an object replaced after the listing is noted as what was read", () => {
  const [a, b] = [object("a", "11:50:00"), object("b", "11:55:00")];
  const replaced = object("a", "12:00:05", '"other"');
  const state = write(finish(finish(begin(undefined, [a, b]), replaced), b));
  expect(keys(planFor(state, [replaced, b]))).toEqual([]);
});

test("a stamp in the future is remembered, and modified_since stays with the store's clock", () => {
  const future = object("future", "18:00:00");
  const state = syncAll(undefined, [object("a", "11:00:00"), future]);
  expect(state).toMatchObject({ modified_since: "2026-11-22T12:00:01+00:00" });
  expect(keys(planFor(state, [future, object("b", "12:30:00")]))).toEqual(["b"]);
});

test("an object that failed is due again, and neither the floor nor modified_since passes it", () => {
  const listing = [object("a", "08:00:00"), object("bad", "09:00:00"), object("c", "10:00:00")];
  const [a, bad, c] = [at(listing, 0), at(listing, 1), at(listing, 2)];
  const state = write(finish(postpone(finish(begin(undefined, listing), a), bad), c));
  expect(state).toMatchObject({
    modified_since: "2026-11-22T08:00:00+00:00",
    _files: { floor: "2026-11-22T08:00:00.000Z" },
  });
  expect(keys(planFor(state, listing))).toEqual(["bad"]);
  const healed = syncAll(state, listing);
  expect(healed).toMatchObject({ modified_since: "2026-11-22T10:00:00+00:00", _files: { seen: [] } });
});

test("two stamps within one millisecond are a tie, and their ids tell them apart", () => {
  const tick = new Date("2026-11-22T11:50:00.678Z");
  const [a, b] = [
    { ...object("a", "00:00:00"), lastModified: tick },
    { ...object("b", "00:00:00"), lastModified: tick },
  ];
  const state = write(finish(begin(undefined, [a, b]), a));
  expect(keys(planFor(state, [a, b]))).toEqual(["b"]);
  expect(syncAll(state, [a, b])).toMatchObject({ modified_since: "2026-11-22T11:50:00.678000+00:00" });
});

test("over the limit the newest versions are kept and the floor rises to what was forgotten", () => {
  const listing = [object("a", "11:10:00"), object("b", "11:20:00"), object("c", "11:30:00"), object("d", "11:30:00")];
  const bookmark = currentBookmark(finishAll(begin(undefined, listing)));
  expect(limitSeen(bookmark, 4, Infinity)).toEqual({ bookmark, forgotten: 0 });
  const limited = limitSeen(bookmark, 3, Infinity);
  expect([limited.forgotten, limited.bookmark.floor]).toEqual([1, day("11:10:00").getTime()]);
  expect(limited.bookmark.seen.length).toBe(3);
  expect(limitSeen(bookmark, 1, Infinity)).toMatchObject({
    forgotten: 4,
    bookmark: { floor: day("11:30:00").getTime() },
  });
  expect(limitSeen(bookmark, Infinity, Infinity).forgotten).toBe(0);
});

test("the limit never raises the floor to what may have been put while the listing went on", () => {
  const listing = [object("a", "11:10:00"), object("b", "11:44:00"), object("c", "11:46:00"), object("d", "11:59:00")];
  const run = finishAll(begin(undefined, listing));
  const limited = limitSeen(currentBookmark(run), 1, run.plan.limitCeiling);
  expect([limited.forgotten, limited.bookmark.floor]).toEqual([2, day("11:44:00").getTime()]);
});

test("the limit never passes an undone object", () => {
  const listing = [
    object("a", "11:10:00"),
    object("bad", "11:20:00"),
    object("c", "11:30:00"),
    object("d", "11:40:00"),
  ];
  const [a, bad, c, d] = [at(listing, 0), at(listing, 1), at(listing, 2), at(listing, 3)];
  const run = finish(finish(postpone(finish(begin(undefined, listing), a), bad), c), d);
  const { bookmark, forgotten } = limitSeen(currentBookmark(run), 1, Infinity);
  expect([forgotten, bookmark.floor]).toEqual([1, a.lastModified.getTime()]);
  expect(keys(planFor(writeBookmark(bookmark, undefined), listing))).toEqual(["bad"]);
});

test("the limit never passes modified_since for what was replaced after the listing, which would be read again", () => {
  const listing = [object("a", "11:10:00"), object("bad", "11:20:00"), object("c", "11:30:00")];
  const [bad, c] = [at(listing, 1), at(listing, 2)];
  const newer = object("a", "11:15:00", '"def"');
  const run = finish(postpone(finish(begin(undefined, listing), newer), bad), c);
  const { bookmark } = limitSeen(currentBookmark(run), 1, Infinity);
  expect(keys(planFor(writeBookmark(bookmark, undefined), [newer, bad, c]))).toEqual(["bad"]);
});
