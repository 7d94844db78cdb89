import { expect, test } from "vitest";
import { TapError } from "../errors.ts";
import { readBookmark } from "./read-bookmark.ts";

const since = "2026-11-22T11:40:00+00:00";
const files = { v: 1, for: since, floor: "2026-11-21T11:40:00.000Z", seen: ["2026-11-22T11:40:00.000Z q8Zr0W3xkP1d"] };
const part = {
  key: "a.csv",
  etag: '"abc"',
  version: null,
  lm: "2026-11-22T11:45:00.000Z",
  cfg: "9f3ac1",
  records: 3,
  line: 5,
  byte: 99,
};

test.each([undefined, null, {}, { modified_since: null }, { modified_since: "" }, { other: 1 }])(
  "%j is no bookmark",
  (value) => {
    expect(readBookmark(value, "orders")).toEqual({ modifiedSince: -Infinity, files: null });
  },
);

test("a bookmark of the first layout is read whole", () => {
  expect(readBookmark({ modified_since: since, _files: { ...files, part } }, "orders")).toEqual({
    modifiedSince: Date.parse(since),
    files: {
      version: 1,
      scope: null,
      below: null,
      earlier: [],
      floor: Date.parse("2026-11-21T11:40:00Z"),
      seen: [{ lastModified: Date.parse(since), id: "q8Zr0W3xkP1d" }],
      parts: [
        {
          key: "a.csv",
          etag: '"abc"',
          lastModified: Date.parse("2026-11-22T11:45:00Z"),
          cfg: "9f3ac1",
          records: 3,
          line: 5,
          byte: 99,
        },
      ],
    },
  });
});

const files2 = {
  ...files,
  v: 2,
  scope: ["a", null],
  below: null,
  earlier: [],
  seen: ["2026-11-22T11:40:00.000Z q8Zr0W3xkP"],
};

test("a bookmark of ours is read whole", () => {
  const earlier = [{ scope: ["b"], floor: null, seen: [], below: ["q8Zr0W3xkQ"] }];
  const read = readBookmark({ modified_since: since, _files: { ...files2, earlier } }, "orders").files;
  expect(read).toMatchObject({ version: 2, scope: ["a", null], below: null, parts: [] });
  expect(read?.seen).toEqual([{ lastModified: Date.parse(since), id: "q8Zr0W3xkP" }]);
  expect(read?.earlier).toMatchObject([{ scope: ["b"], floor: -Infinity }]);
  expect(read?.earlier[0]?.below?.write()).toEqual(["q8Zr0W3xkQ"]);
});

test.each<[string, unknown, RegExp]>([
  ["holds no scope", { modified_since: since, _files: { ...files2, scope: "a" } }, /"_files\.scope" is damaged/],
  ["holds a short id", { modified_since: since, _files: { ...files2, below: ["q8Zr"] } }, /"_files\.below" is damaged/],
  ["holds half a sketch", { modified_since: since, _files: { ...files2, below: [99, "AAAA"] } }, /"_files\.below" is/],
  [
    "lost what was earlier",
    { modified_since: since, _files: { ...files2, earlier: 1 } },
    /"_files\.earlier" is damaged/,
  ],
  ["is no object", "2026-11-22", /it is not an object/],
  ["is a list", [], /it is not an object/],
  ["holds no date", { modified_since: "last week" }, /"modified_since" is not a date/],
  ["holds a number for a date", { modified_since: 1_700_000_000 }, /"modified_since" is not a date/],
  ["has a damaged floor", { modified_since: since, _files: { ...files, floor: "x" } }, /"_files\.floor" is damaged/],
  ["lost its floor", { modified_since: since, _files: { v: 1, for: since, seen: [] } }, /"_files\.floor" is damaged/],
  [
    "holds an object for a list",
    { modified_since: since, _files: { ...files, seen: {} } },
    /"_files\.seen" is damaged/,
  ],
  ["holds a damaged text", { modified_since: since, _files: { ...files, seen: ["x"] } }, /"_files\.seen" is damaged/],
  ["holds a list for a part", { modified_since: since, _files: { ...files, part: [] } }, /"_files\.part" is damaged/],
  [
    "holds an object for parts",
    { modified_since: since, _files: { ...files, parts: {} } },
    /"_files\.parts" is damaged/,
  ],
  [
    "holds a negative offset",
    { modified_since: since, _files: { ...files, part: { ...part, byte: -1 } } },
    /"_files\.part" is damaged/,
  ],
])("a bookmark that %s is refused, naming the table", (_, value, message) => {
  const read = () => readBookmark(value, "orders");
  expect(read).toThrow(TapError);
  expect(read).toThrow(message);
  expect(read).toThrow(/"orders"/);
});

test("what a damaged part of the bookmark says does not matter once another tap moved on", () => {
  const value = { modified_since: "2026-11-23T00:00:00Z", _files: { ...files, floor: "x" } };
  expect(readBookmark(value, "orders").files).toBeNull();
});
