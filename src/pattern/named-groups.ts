import type { Node } from "./ast.ts";
import { searchKey } from "./key-matcher.ts";
import { Matcher } from "./matcher.ts";
import { parsePattern } from "./parse.ts";
import { patternError } from "./pattern-error.ts";
import { toProgram } from "./program.ts";
import { compileRe2 } from "./re2.ts";
import { toRe2 } from "./to-re2.ts";

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
  return (key) => (searchKey(matcher, key, source) ? (group) => matcher.textOf(group) : () => null);
}
