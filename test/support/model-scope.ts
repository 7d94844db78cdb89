import type { Scope } from "../../src/bookmark/bookmark.ts";
import type { EarlierScope } from "../../src/bookmark/earlier-coverage.ts";
import { allLetters, type LetterRange, type ModelObject } from "./s3-model.ts";

/** What the config says of the objects that belong to the table. */
export interface Selection {
  /** The letters that their keys begin with. */
  readonly pattern: string;
  readonly start: Date | null;
}

export function scopeOf({ pattern, start }: Selection): Scope {
  return [pattern, start?.toISOString() ?? null];
}

export function readScope([pattern, start]: Scope, listed: LetterRange): EarlierScope | null {
  const from = Date.parse(start ?? "1970-01-01");
  return {
    includes: (object) => matches(pattern ?? "", object) && object.lastModified.getTime() > from,
    isListed: contains(listed, rangeOf(pattern ?? "")),
  };
}

export function matches(pattern: string, { key }: Pick<ModelObject, "key">): boolean {
  return pattern.includes(key[0] ?? "");
}

/** As prefixes, any two lie one in the other or apart; the narrowest come first. */
const ranges: readonly LetterRange[] = [
  { from: "c", to: "e" },
  { from: "a", to: "g" },
  { from: "h", to: "n" },
];

/** What stands for the prefix that all keys of a pattern begin with. */
function rangeOf(pattern: string): LetterRange {
  const letters = { from: pattern.at(0) ?? "", to: pattern.at(-1) ?? "" };
  return ranges.find((range) => contains(range, letters)) ?? allLetters;
}

function contains(one: LetterRange, other: LetterRange): boolean {
  return one.from <= other.from && one.to >= other.to;
}

/** The range of a pattern, or the widest of the earlier ones that hold it and are to be compared. */
export function rangeToList(pattern: string, earlier: readonly Scope[]): LetterRange {
  const before = earlier.map(([other]) => rangeOf(other ?? ""));
  return before.reduce((widest, range) => (contains(range, widest) ? range : widest), rangeOf(pattern));
}
