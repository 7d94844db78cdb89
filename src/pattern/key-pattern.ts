import { globWarnings } from "./glob.ts";
import { matchesByBoth, matchesByProgram, matchesByRegExp } from "./key-matcher.ts";
import { parsePattern } from "./parse.ts";
import { patternError } from "./pattern-error.ts";
import { literalPrefix } from "./prefix.ts";
import { toProgram } from "./program.ts";
import { compileRe2 } from "./re2.ts";
import { toRe2 } from "./to-re2.ts";
import { toRegExp } from "./to-reg-exp.ts";

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
  const program = toProgram(parsed.root);
  const re2Text = toRe2(parsed.root);
  if (program !== null) {
    if (program.slots > 0) warnings.push(slowWarning);
    const matches = re2Text === null ? matchesByProgram(program, source) : matchesByBoth(program, re2Text, source);
    const regExp = toRegExp(parsed.root);
    return { matches: regExp === null ? matches : matchesByRegExp(regExp, matches), prefix, warnings };
  }
  const re2 = compileRe2(re2Text);
  if (re2 === null) throw patternError(source, "repetitions too large");
  return { matches: (key) => re2.test(key), prefix, warnings };
}

const slowWarning =
  "References to groups, and possessive repetitions of what may be empty, can take exponential time; " +
  "the run ends when a key takes too long";
