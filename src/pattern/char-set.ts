import { caseVariants, isDigit, isWord } from "./unicode.ts";

/** Code points, both ends included. */
export type CharRange = readonly [from: number, to: number];

/** A class of characters too large to be spelled out as ranges. */
export interface CharClass {
  readonly name: "digit" | "word";
  readonly negated: boolean;
}

/** The characters one position may hold: those of the ranges and classes, or all others. */
export interface CharSet {
  readonly negated: boolean;
  readonly ranges: readonly CharRange[];
  readonly classes: readonly CharClass[];
}

/** The set of one character. */
export function single(code: number): CharSet {
  return { negated: false, ranges: [[code, code]], classes: [] };
}

/** The only code point of a set, or null when it may hold several. */
export function onlyMember(set: CharSet): number | null {
  const [range, ...others] = set.ranges;
  if (set.negated || set.classes.length > 0 || range === undefined || others.length > 0) return null;
  return range[0] === range[1] ? range[0] : null;
}

/** Says whether the set holds the code point. */
export function holds(set: CharSet, code: number): boolean {
  for (const [from, to] of set.ranges) if (code >= from && code <= to) return !set.negated;
  for (const { name, negated } of set.classes) {
    const isMember = name === "digit" ? isDigit(code) : isWord(code);
    if (isMember !== negated) return !set.negated;
  }
  return set.negated;
}

/** All code points outside the ranges. */
export function complement(ranges: readonly CharRange[]): readonly CharRange[] {
  const gaps: CharRange[] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return gaps;
}

/** Adds every character that differs from one in the ranges only by case. */
export function withBothCases(ranges: readonly CharRange[], ascii: boolean): readonly CharRange[] {
  const added: CharRange[] = [];
  for (const variants of caseVariants(ascii)) {
    const isTouched = variants.some((code) => ranges.some(([from, to]) => code >= from && code <= to));
    if (!isTouched) continue;
    for (const code of variants) {
      if (!ranges.some(([from, to]) => code >= from && code <= to)) added.push([code, code]);
    }
  }
  return added.length === 0 ? ranges : [...ranges, ...added];
}
