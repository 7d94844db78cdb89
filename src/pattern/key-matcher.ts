import { TapError } from "../errors.ts";
import { Matcher } from "./matcher.ts";
import { quote } from "./pattern-error.ts";
import type { Program } from "./program.ts";
import { compileRe2 } from "./re2.ts";
import { maxKeyLength } from "./search-cost.ts";

type Matches = (key: string) => boolean;

/** So many keys are worth loading RE2, which then searches each in a third of the time. */
const keysBeforeRe2 = 2000;

/** Searches the first keys by the tap's own matcher, so that a short run need not load RE2; the others by RE2 where it takes the pattern. */
export function matchesByBoth(program: Program, re2Text: string, source: string): Matches {
  const own = matchesByProgram(program, source);
  let keysLeft = keysBeforeRe2;
  let matches = own;
  return (key) => {
    if (keysLeft-- === 0) {
      const re2 = compileRe2(re2Text);
      if (re2 !== null) matches = (key) => re2.test(key);
    }
    return matches(key);
  };
}

/** Searches by V8's regular expression; what is longer than the keys of S3, and could cost it too much, in the `other` way. */
export function matchesByRegExp(regExp: RegExp, other: Matches): Matches {
  return (key) => (key.length <= maxKeyLength ? regExp.test(key) : other(key));
}

export function matchesByProgram(program: Program, source: string): Matches {
  const matcher = new Matcher(program);
  return (key) => searchKey(matcher, key, source);
}

/** Throws TapError where a key takes too long, which only a pattern that remembers what it read can. */
export function searchKey(matcher: Matcher, key: string, source: string): boolean {
  const isFound = matcher.search(key);
  if (isFound !== null) return isFound;
  const reason = "it takes too long for this key";
  const advice = "write it without references to groups and without possessive repetitions";
  throw new TapError("usage", `Cannot match the pattern ${quote(source)}: ${reason}; ${advice}`, { place: { key } });
}
