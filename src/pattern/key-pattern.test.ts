import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { key, pattern } from "../../test/fixtures/patterns/arbitraries.ts";
import { TapError } from "../errors.ts";
import { compilePattern } from "./key-pattern.ts";
import { parsePattern } from "./parse.ts";
import { compileRe2 } from "./re2.ts";
import { toRe2 } from "./to-re2.ts";

describe("a pattern finds and refuses what Python does", () => {
  const golden: Golden = JSON.parse(
    readFileSync(new URL("../../test/fixtures/patterns/golden.json", import.meta.url), "utf8"),
  );
  test.each(golden.cases)("$pattern", ({ pattern, found, reason, position }) => {
    if (found === undefined) {
      const place = position === null ? "" : ` at position ${position}`;
      expect(refusal(pattern)).toContain(`: ${reason}${place}`);
    } else {
      const { matches } = compilePattern(pattern);
      const expected = found.map((index) => golden.keys[index]);
      expect(golden.keys.filter(matches)).toEqual(expected);
      const re2 = compileRe2(toRe2(parsePattern(pattern).root));
      if (re2 !== null) expect(golden.keys.filter((each) => re2.test(each))).toEqual(expected);
    }
  });
});

test("the same keys match before and after RE2 has taken over", () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `day=${index}/part.${index % 3 === 0 ? "csv" : "json"}`);
  const { matches } = compilePattern("^day=\\d*[05]/.*\\.csv$");
  expect(keys.filter(matches)).toEqual(keys.filter((key) => /^day=\d*[05]\/.*\.csv$/.test(key)));
});

test("a choice of 2,000 names, which is more than the tap's own matcher takes, finds each of them", () => {
  const names = Array.from({ length: 2000 }, (_, index) => `table_${index}.csv`);
  const { matches } = compilePattern(`^(?:${names.join("|")})$`);
  expect(names.every(matches)).toBe(true);
  expect(matches("table_2000.csv")).toBe(false);
});

test.each([
  ["customers.csv", "x/customers.csv", []],
  [
    "customers.*\\csv",
    "customers-2018-07-01.csv",
    [/"\\c" means nothing .* read as "c"; write "\\\.csv" if a dot is meant/],
  ],
  ["\\.csv\\z", "a.csvz", [/"\\z" means nothing .* write "\\Z" if the end of the key is meant/]],
  [".*\\zip", "a.zip", [/"\\z" means nothing .* write "\\\.zip"/]],
  [".*\\tsv", "a\tsv", [/"\\t" is a control character.* write "\\\.tsv"/]],
  [
    "/analytics/customers.csv",
    "analytics/customers.csv",
    [/leading "\/" is read as the root of the bucket.*"\(\^\|\/\)"/],
  ],
  ["(^|/)analytics/customers.csv", "x/analytics/customers.csv", []],
  ["data/*.csv", "data/xcsv", [/"\/\*" means "\/" any number of times; write "\/\.\*"/]],
  ["orders_*\\.csv", "orders__.csv", [/"_\*" means "_" any number of times/]],
  ["data/.*\\.csv", "data/x.csv", []],
  ["\\d*.csv", "12.csv", []],
  ["(\\d+)/\\1", "12/12", [/can take exponential time/]],
  ["(?<!x)a(?!b)", "ac", []],
])("%j finds %j and warns %j", (source, key, warnings) => {
  const pattern = compilePattern(source);
  expect(pattern.matches(key)).toBe(true);
  expect(pattern.warnings).toEqual(warnings.map((warning) => expect.stringMatching(warning)));
});

test.each([
  ["*.csv", '"*.csv" is not a valid pattern: nothing to repeat at position 0; write ".*\\.csv" if any text is meant'],
  ["*\\.csv", 'nothing to repeat at position 0; write ".*\\.csv" if any text is meant'],
  ["*\\csv", 'nothing to repeat at position 0; write ".*\\.csv" if any text is meant'],
  ["**/data-?.csv", 'write ".*data-.\\.csv" if any text is meant'],
  ["a(+b)", 'nothing to repeat at position 2; write "\\+" if the character itself is meant'],
  ["😀(", 'missing ), unterminated subpattern at position 1; write "\\(" if the bracket itself is meant'],
  ["(?<year>a)", 'unknown extension ?<y at position 1; write "(?P<name>" for a named group'],
  ["a\\", 'bad escape (end of pattern) at position 1; write "\\\\" if the backslash itself is meant'],
  ["(?<=a+)b", "look-behind requires fixed-width pattern; write branches of one length"],
  ["(?:a{1000}){1000}", "repetitions too large; keys have at most 1,024 bytes"],
  ["(".repeat(201), "brackets nested too deeply at position 200"],
  ["a\u001b[", '"a\\u001b[" is not a valid pattern'],
])("%j is refused with a reason and a hint", (source, message) => {
  expect(refusal(source)).toContain(message);
});

test.each([
  ["(a+)+\\1!$", "a".repeat(1024)],
  ["(x)?((a|a)*)*(?(1)y|!)$", "a".repeat(1024)],
])("%j is cut off on a long key instead of running for ever", (source, key) => {
  const { matches } = compilePattern(source);
  expect(() => matches(key)).toThrow(/^Cannot match the pattern .* takes too long for this key; write it without/);
  expect(matches("aa!")).toBe(true);
});

test("every text is a pattern or refused with a TapError", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...Array.from("()[]{}?*+\\|^$-,:=!<>#PaixLN08 /\ud800")) }),
  );
  fc.assert(
    fc.property(text, fc.string({ unit: "binary" }), (source, key) => {
      try {
        compilePattern(source).matches(key);
      } catch (error) {
        expect(error).toBeInstanceOf(TapError);
      }
    }),
    { numRuns: 600 },
  );
});

test("every key that matches starts with the prefix", () => {
  const anchored = fc
    .tuple(fc.constantFrom("^", "\\A", "(?i)^", "(?m)^", "(^a|^b)", "/", ""), pattern)
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(anchored, fc.array(key, { minLength: 4, maxLength: 8 }), (source, keys) => {
      const compiled = tryCompile(source);
      fc.pre(compiled !== null);
      for (const key of keys) if (compiled.matches(key)) expect(key.startsWith(compiled.prefix)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

interface Golden {
  readonly keys: readonly string[];
  readonly cases: readonly {
    readonly pattern: string;
    /** Positions in `keys`. */
    readonly found?: readonly number[];
    readonly reason?: string;
    readonly position?: number | null;
  }[];
}

function refusal(source: string): string {
  try {
    compilePattern(source);
  } catch (error) {
    if (error instanceof TapError && error.kind === "usage") return error.message;
    throw error;
  }
  return "not refused";
}

function tryCompile(source: string): ReturnType<typeof compilePattern> | null {
  try {
    return compilePattern(source);
  } catch {
    return null;
  }
}
