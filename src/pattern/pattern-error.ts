import { TapError } from "../errors.ts";
import { fromGlob, isGlob } from "./glob.ts";

/** A refused pattern: Python's reason, where it is (counted in characters), and what to write instead. */
export function patternError(source: string, reason: string, position?: number): TapError {
  const place = position === undefined ? "" : ` at position ${position}`;
  const hint = hintFor(source, reason, position ?? 0);
  return new TapError("usage", `${quote(source)} is not a valid pattern: ${reason}${place}${hint && `; ${hint}`}`);
}

/** A pattern as a message shows it: in quotes, without control characters. */
export function quote(text: string): string {
  return `"${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

function hintFor(source: string, reason: string, position: number): string {
  if (reason === "nothing to repeat" || reason === "multiple repeat") {
    if (isGlob(source)) return `write ${quote(fromGlob(source))} if any text is meant`;
    const sign = Array.from(source)[position] ?? "*";
    return `write "\\${sign}" if the character itself is meant`;
  }
  for (const [start, hint] of hints) if (reason.startsWith(start)) return hint;
  return "";
}

const hints: readonly (readonly [string, string])[] = [
  ["missing ), unterminated subpattern", 'write "\\(" if the bracket itself is meant'],
  ["unbalanced parenthesis", 'write "\\)" if the bracket itself is meant'],
  ["unterminated character set", 'write "\\[" if the bracket itself is meant'],
  ["bad escape (end of pattern)", 'write "\\\\" if the backslash itself is meant'],
  ["bad character range", 'write the smaller end first, or "\\-" if the hyphen itself is meant'],
  ["unknown extension ?<", 'write "(?P<name>" for a named group'],
  ["unknown extension ?P", 'write "(?P<name>" for a named group'],
  ["global flags not at the start", "put it first, or write it for a part, as in (?i:part)"],
  ["incomplete escape", 'write "\\\\" if the backslash itself is meant, or "\\." if a dot is'],
  ["undefined character name", 'write the character itself, or its number as in "\\u2014"'],
  ["look-behind requires", "write branches of one length, without *, + or ?"],
  ["invalid group reference", "count the opening brackets, or name the group: (?P<name>…) and (?P=name)"],
  ["repetitions too large", "keys have at most 1,024 bytes: write * or a smaller number"],
  ["the repetition number is too large", "keys have at most 1,024 bytes: write * or a smaller number"],
  ["min repeat greater than max", "write the smaller number first"],
];
