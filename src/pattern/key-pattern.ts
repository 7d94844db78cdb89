import { RE2JS, RE2JSException } from "re2js";
import { TapError } from "../errors.ts";
import type { Node } from "./ast.ts";
import { globWarnings } from "./glob.ts";
import { Matcher } from "./matcher.ts";
import { parsePattern } from "./parse.ts";
import { patternError, quote } from "./pattern-error.ts";
import { literalPrefix } from "./prefix.ts";
import { toProgram } from "./program.ts";
import { toRe2 } from "./to-re2.ts";

/** A `search_pattern` or `exclude_pattern`, ready for any number of keys. */
export interface KeyPattern {
  /** Like Python's `re.search` on the whole key. */
  readonly matches: (key: string) => boolean;
  /** Every key that matches starts with this text; "" when nothing is known. For narrowing a listing. */
  readonly prefix: string;
  /** Sentences for the user: what was read differently from what is written, and what to write instead. */
  readonly warnings: readonly string[];
}

/** Compiles a pattern in Python's syntax. Throws a `TapError` with Python's reason and a hint when it is none. */
export function compilePattern(source: string): KeyPattern {
  const parsed = parsePattern(source);
  const prefix = literalPrefix(parsed.root);
  const warnings = [...parsed.warnings, ...globWarnings(source)];
  const re2 = compileRe2(toRe2(parsed.root));
  if (re2 !== null) return { matches: (key) => re2.test(key), prefix, warnings };
  const program = toProgram(parsed.root);
  if (program === null) throw patternError(source, "repetitions too large");
  if (program.slots > 0) warnings.push(slowWarning);
  const matcher = new Matcher(program);
  return { matches: (key) => search(matcher, key, source), prefix, warnings };
}

const slowWarning =
  "References to groups, and possessive repetitions of what may be empty, can take exponential time; " +
  "the run ends when a key takes too long";

/** The groups of a pattern that have names, and what each reads in a key; null where it reads nothing. */
export interface NamedGroups {
  readonly names: readonly string[];
  readonly read: (key: string) => ReadonlyMap<string, string | null>;
}

/** The named groups of a pattern that can be compiled. Throws TapError as `compilePattern` does. */
export function namedGroups(source: string): NamedGroups {
  const { root, groups } = parsePattern(source);
  const numbers = [...groups];
  const textsOf = groupReader(root, source);
  return {
    names: numbers.map(([name]) => name),
    read: (key) => {
      const textOf = textsOf(key);
      return new Map(numbers.map(([name, number]) => [name, textOf(number)]));
    },
  };
}

/** By key, what a group reads in it. */
function groupReader(root: Node, source: string): (key: string) => (group: number) => string | null {
  const re2 = compileRe2(toRe2(root, "keep"));
  if (re2 !== null) {
    return (key) => {
      const match = re2.matcher(key);
      return match.find() ? (group) => match.group(group) : () => null;
    };
  }
  const program = toProgram(root, "keep");
  if (program === null) throw patternError(source, "repetitions too large");
  const matcher = new Matcher(program);
  return (key) => (search(matcher, key, source) ? (group) => matcher.textOf(group) : () => null);
}

/** RE2 also refuses what would need too much memory. */
function compileRe2(text: string | null): RE2JS | null {
  if (text === null) return null;
  try {
    return RE2JS.compile(text);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

function search(matcher: Matcher, key: string, source: string): boolean {
  const isFound = matcher.search(key);
  if (isFound !== null) return isFound;
  const reason = "it takes too long for this key";
  const advice = "write it without references to groups and without possessive repetitions";
  throw new TapError("usage", `Cannot match the pattern ${quote(source)}: ${reason}; ${advice}`, { place: { key } });
}
