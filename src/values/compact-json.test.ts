import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTree } from "./json-tree.ts";
import { compactJson, endOfString } from "./compact-json.ts";

test("compact JSON is what JSON.stringify makes of it, whatever the spaces", () => {
  const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()));
  fc.assert(
    fc.property(value, fc.constantFrom(0, 1, "\t", " \n\r"), (value, space) => {
      const json = JSON.stringify(value);
      const written = JSON.stringify(value, null, space);
      expect(compactJson(` ${written}\n`, Array.isArray(value) ? "[" : "{")).toBe(json);
      expect(parseTree(written).text).toBe(written);
    }),
  );
});

test.each([
  ["{", "["],
  ["1", "["],
  ['"[]"', "["],
  ["[1,]", "["],
  ["[] []", "["],
  ["", "{"],
  [`${"[".repeat(501)}${"]".repeat(501)}`, "["],
] as const)("%.20s is nothing that begins with %s", (text, opening) => expect(compactJson(text, opening)).toBeNull());

test.each([
  ["letters", "x".repeat(20_000_000)],
  ["escapes", String.raw`\n\"`.repeat(5_000_000)],
])("a string of millions of %s is read", (_, content) => {
  const json = `["${content}"]`;
  expect(endOfString(json, 1)).toBe(json.length - 1);
  expect(compactJson(json, "[") === json).toBe(true);
  expect(parseTree(json).text.length).toBe(json.length);
});
