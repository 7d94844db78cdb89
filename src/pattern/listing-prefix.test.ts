import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "./key-pattern.ts";
import { listingPrefix } from "./listing-prefix.ts";

test.each([
  ["abc", ""],
  ["^abc", "abc"],
  ["\\Aabc\\.csv$", "abc.csv"],
  ["/data/.*\\.csv", "data/"],
  ["^ab*", "a"],
  ["^ab?c", "a"],
  ["^ab+c", "ab"],
  ["^a{2}b", "a"],
  ["^(ab)+c", "ab"],
  ["^(?:data)/(?P<year>2024)-", "data/2024-"],
  ["^data/20(18|19)", "data/201"],
  ["^ab|^ac", "a"],
  ["^(?:ab|a)c", "a"],
  ["/ab|/ac", "a"],
  ["^ab|ac", ""],
  ["^ab|", ""],
  ["(^|/)ab", ""],
  ["(?:^ab)*c", ""],
  ["(^)+ab", "ab"],
  ["(?i)^12/ab", "12/"],
  ["(?i:^)ab", "ab"],
  ["(?m)^ab", ""],
  ["(?m)\\Aab", "ab"],
  ["(?s)^.ab", ""],
  ["^[a]b", "ab"],
  ["^[ab]c", ""],
  ["^\\.\\d", "."],
  ["^(?!x)ab(?=c)cd\\b", "abcd"],
  ["(?=^)ab", ""],
  ["\\b^ab", "ab"],
  ["^(?>ab)c", "abc"],
  ["^ab{0}c", "ac"],
  ["^(a)(?(1)bc|bd)", "ab"],
  ["^(a)\\1b", "a"],
  ["^(😀|😁)", ""],
  ["^//x", "//x"],
])("%j only finds keys that start with %j", (source, prefix) => {
  expect(compilePattern(source).prefix).toBe(prefix);
});

test.each([
  ["", "", ""],
  ["data/", "", "data/"],
  ["", "data/", "data/"],
  ["data/", "data/2024", "data/2024"],
  ["data/2024", "data/", "data/2024"],
  ["data/", "other/", null],
])("a listing under %j for keys that start with %j asks for %j", (searchPrefix, prefix, expected) => {
  expect(listingPrefix(searchPrefix, { prefix })).toBe(expected);
});

test("a key has both prefixes exactly when it has the one of the listing", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 4 });
  fc.assert(
    fc.property(text, text, text, (searchPrefix, prefix, key) => {
      const joint = listingPrefix(searchPrefix, { prefix });
      expect(joint !== null && key.startsWith(joint)).toBe(key.startsWith(searchPrefix) && key.startsWith(prefix));
    }),
  );
});
