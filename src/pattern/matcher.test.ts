import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { key, pattern } from "../../test/fixtures/patterns/arbitraries.ts";
import { TapError } from "../errors.ts";
import type { Node } from "./ast.ts";
import { Matcher } from "./matcher.ts";
import { parsePattern } from "./parse.ts";
import { toProgram } from "./program.ts";
import { searchCost } from "./search-cost.ts";
import { toRe2 } from "./to-re2.ts";
import { toRegExp } from "./to-reg-exp.ts";

describe("a pattern that explodes elsewhere takes a bounded number of steps", () => {
  test.each([
    ["(a+)+$", `${"a".repeat(1023)}!`],
    ["(.*,){11}P", "x,".repeat(512)],
    ["(a|a)*b", "a".repeat(1024)],
    ["(a|aa)+$", `${"a".repeat(1023)}!`],
    ["([a-z]+)*=", "a".repeat(1024)],
    ["(.*)*(.*)*(.*)*x$", "a".repeat(1024)],
    ["((((a*)*)*)*)*b", "a".repeat(1024)],
    ["(\\w+\\s?)+!", "a ".repeat(512)],
    ["(?:a?){30}a{30}!", "a".repeat(1024)],
  ])("%j is linear, in RE2 and here", (source, key) => {
    const { root } = parsePattern(source);
    const text = toRe2(root);
    expect(text).not.toBeNull();
    expect(RE2JS.compile(text ?? "").test(key)).toBe(false);
    const { matcher, size } = compile(root);
    expect(matcher.search(key)).toBe(false);
    // Each instruction at each position, with what is asked twice.
    expect(matcher.steps).toBeLessThan(3 * size * (key.length + 1));
  });

  test.each([
    ["(?=(a+)+$)b", `${"a".repeat(1023)}!`],
    ["^(?!(.*,){11}P).*$(?!.)P", "x,".repeat(512)],
    ["(?>(a+)+)b", "a".repeat(1024)],
    ["(?:(?:a|aa)++|b)+!", "a".repeat(1024)],
    ["\\b(\\w+\\s?)+\\b!$", "é ".repeat(512)],
    ["(?=.*(?=.*(?=.*!)))x", "a".repeat(1024)],
  ])("%j is at most quadratic", (source, key) => {
    const { root } = parsePattern(source);
    expect(toRe2(root)).toBeNull();
    const { matcher, size } = compile(root);
    expect(matcher.search(key)).toBe(false);
    expect(matcher.steps).toBeLessThan(size * (key.length + 1) ** 2);
  });
});

test("a page of keys that all nearly take too long is cut off", () => {
  const { matcher } = compile(parsePattern("(a+)+\\1!$").root);
  const page = Array.from({ length: 100 }, () => matcher.search("a".repeat(12)));
  expect(page[0]).toBe(false);
  expect(page).toContain(null);
});

test("the matcher and RE2 agree where both can match", () => {
  fc.assert(
    fc.property(pattern, fc.array(key, { minLength: 4, maxLength: 8 }), (source, keys) => {
      const root = tryParse(source);
      const text = root === null ? null : toRe2(root);
      fc.pre(root !== null && text !== null);
      const re2 = RE2JS.compile(text);
      const { matcher } = compile(root);
      expect(keys.map((key) => matcher.search(key))).toEqual(keys.map((key) => re2.test(key)));
    }),
    { numRuns: 300 },
  );
});

test("V8's regular expression, where a pattern becomes one, agrees with the matcher", () => {
  fc.assert(
    fc.property(pattern, fc.array(key, { minLength: 4, maxLength: 8 }), (source, keys) => {
      const root = tryParse(source);
      const regExp = root === null ? null : toRegExp(root);
      fc.pre(root !== null && regExp !== null);
      const { matcher } = compile(root);
      expect(keys.map((key) => regExp.test(key))).toEqual(keys.map((key) => matcher.search(key)));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "^small/.*csv$",
  "(^|/)orders-\\d{8}.*\\.csv$",
  "(?i)orders[-_][0-9]+\\.csv",
  ".*/[^/]+\\.(csv|tsv)(\\.gz)?$",
  "^.*a.*b",
])("%j becomes a regular expression of V8", (source) => {
  expect(toRegExp(parsePattern(source).root)).not.toBeNull();
});

test("the cost of a search is a number for every pattern, or infinite", () => {
  fc.assert(
    fc.property(pattern, (source) => {
      const root = tryParse(source);
      fc.pre(root !== null);
      expect(searchCost(root)).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "(a+)+$",
  "(.*,){11}P",
  "(a|a)*b",
  "(a|aa)+$",
  "([a-z]+)*=",
  "(.*)*(.*)*(.*)*x$",
  "(?:a?){30}a{30}!",
  "a.*b.*c.*d",
  "xa*a*b*c",
  "(?=a)a",
  "a*+(?:)a",
  "(a+)+(?:)$",
  "(a)\\1",
])("%j, which could cost a backtracking search too much or is beyond it, does not", (source) => {
  expect(toRegExp(parsePattern(source).root)).toBeNull();
});

function compile(root: Node): { matcher: Matcher; size: number } {
  const program = toProgram(root);
  if (program === null) throw new Error("The program is too large");
  return { matcher: new Matcher(program), size: program.code.length };
}

function tryParse(source: string): Node | null {
  try {
    return parsePattern(source).root;
  } catch (error) {
    if (error instanceof TapError) return null;
    throw error;
  }
}
