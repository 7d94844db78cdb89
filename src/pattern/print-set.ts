import { type CharClass, type CharSet, onlyMember } from "./char-set.ts";

/** How a syntax writes the character of a code point. */
type PrintCode = (code: number) => string;

/** Prints a set as RE2 and JavaScript both read it; null where they cannot say it. */
export function printSet(set: CharSet, printCode: PrintCode): string | null {
  const code = onlyMember(set);
  if (code !== null) return printCode(code);
  // Brackets cannot hold "all but letters, numbers and _" beside other members.
  const isMixed = set.ranges.length + set.classes.length > 1;
  if (isMixed && set.classes.some(({ name, negated }) => name === "word" && negated)) return null;
  const [only] = set.classes;
  if (!isMixed && only?.name === "word" && only.negated) return `[${set.negated ? "" : "^"}${wordMembers}]`;
  const members = set.ranges.map(([from, to]) => `${printCode(from)}-${printCode(to)}`);
  return `[${set.negated ? "^" : ""}${members.join("")}${set.classes.map(printClass).join("")}]`;
}

const wordMembers = "\\p{L}\\p{N}_";

function printClass({ name, negated }: CharClass): string {
  return name === "word" ? wordMembers : negated ? "\\P{Nd}" : "\\p{Nd}";
}
