import { describe, expect, test } from "vitest";
import { bookmarkOf, bookmarksOf, parseState, withBookmarks } from "./state.ts";

describe("parseState", () => {
  test.each([
    ["nothing", undefined, { bookmarks: {} }],
    ["null", null, { bookmarks: {} }],
    ["an empty object", {}, { bookmarks: {} }],
    ["a state", { bookmarks: { a: { modified_since: "x" } } }, { bookmarks: { a: { modified_since: "x" } } }],
    ["a whole STATE message", { type: "STATE", value: { bookmarks: { a: 1 } } }, { bookmarks: { a: 1 } }],
    ["what Meltano keeps", { singer_state: { bookmarks: { a: 1 } } }, { bookmarks: { a: 1 } }],
    ["what is being synced", { currently_syncing: "a" }, { currently_syncing: "a", bookmarks: {} }],
    ["keys of others", { currently_syncing: "a", bookmarks: {} }, { currently_syncing: "a", bookmarks: {} }],
  ])("reads %s", (_name, json, state) => {
    expect(parseState(json)).toEqual(state);
  });

  test.each([
    ["an array", [], /not an array/],
    ["a string", "x", /not a string/],
    ["a key that is no state's", { foo: 1 }, /no "bookmarks" but "foo".*or leave --state out/],
    ["a misspelt key", { bookmark: { t: {} } }, /no "bookmarks" but "bookmark"/],
    ["a state inside another", { singer_state: { foo: 1 } }, /no "bookmarks" but "foo"/],
    ["bookmarks that are a list", { bookmarks: [] }, /state.bookmarks must be an object/],
  ])("refuses %s", (_name, json, message) => {
    expect(() => parseState(json)).toThrow(
      expect.objectContaining({ kind: "usage", message: expect.stringMatching(message) }),
    );
  });
});

describe("withBookmarks", () => {
  test("changes the bookmarks and nothing else", () => {
    const before = { currently_syncing: "x", bookmarks: { a: { n: 1 }, b: { n: 2 } } };
    const bookmarks = bookmarksOf(before).set("a", { n: 3 });
    expect(withBookmarks(before, bookmarks)).toEqual({
      currently_syncing: "x",
      bookmarks: { a: { n: 3 }, b: { n: 2 } },
    });
    expect(before.bookmarks.a).toEqual({ n: 1 });
  });

  test.each(["__proto__", "constructor", "toString"])("keeps a stream named %s", (name) => {
    const state = withBookmarks(parseState({}), new Map([[name, { n: 1 }]]));
    expect(bookmarkOf(state, name)).toEqual({ n: 1 });
    expect(bookmarkOf(parseState({}), name)).toBeUndefined();
    expect(JSON.parse(JSON.stringify(state))).toEqual(JSON.parse(`{"bookmarks":{"${name}":{"n":1}}}`));
    expect([...bookmarksOf(state).keys()]).toEqual([name]);
  });
});
