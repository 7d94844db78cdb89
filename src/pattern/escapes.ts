import type { CharRange, CharSet } from "./char-set.ts";
import { complement } from "./char-set.ts";
import type { Flags } from "./flags.ts";
import type { Reader } from "./reader.ts";

/** Reads the class that `\d`, `\s`, `\w` or a capital one stands for; the cursor is on the letter. */
export function readClassEscape(reader: Reader, flags: Flags): CharSet | null {
  const letter = reader.peek();
  const lower = letter.toLowerCase();
  if (lower !== "d" && lower !== "s" && lower !== "w") return null;
  reader.next();
  const negated = letter !== lower;
  if (lower === "s" || flags.ascii) {
    const ranges = lower === "s" && !flags.ascii ? unicodeSpaces : asciiRanges[lower];
    return { negated: false, ranges: negated ? complement(ranges) : ranges, classes: [] };
  }
  return { negated: false, ranges: [], classes: [{ name: lower === "d" ? "digit" : "word", negated }] };
}

/**
 * Reads an escape that stands for one character; the cursor is on the character after the backslash.
 * Octal escapes that could be back-references are the caller's.
 */
export function readCharEscape(reader: Reader, start: number): number {
  const char = reader.next();
  if (char === "") reader.fail("bad escape (end of pattern)", start);
  const control = controls[char];
  if (control !== undefined) {
    warnOfControl(reader, char);
    return control;
  }
  const digits = hexDigits[char];
  if (digits !== undefined) return readHex(reader, start, digits);
  if (char === "N") return refuseName(reader, start);
  if (/[a-z]/i.test(char)) warnOfLetter(reader, char);
  return char.codePointAt(0) ?? 0;
}

/** Reads up to three octal digits. */
export function readOctal(reader: Reader, start: number): number {
  const digits = reader.takeWhile(/[0-7]/, 3);
  const code = Number.parseInt(digits, 8);
  if (code > 0o377) reader.fail(`octal escape value \\${digits} outside of range 0-0o377`, start);
  return code;
}

const asciiRanges: Readonly<Record<"d" | "s" | "w", readonly CharRange[]>> = {
  d: [[48, 57]],
  s: [
    [9, 13],
    [32, 32],
  ],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
};

/** `str.isspace()`, which also finds the separators 1C to 1F. */
const unicodeSpaces: readonly CharRange[] = [
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

const controls: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readHex(reader: Reader, start: number, count: number): number {
  const digits = reader.takeWhile(/[0-9a-f]/i, count);
  if (digits.length < count) reader.fail(`incomplete escape ${reader.since(start)}`, start);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) reader.fail(`bad escape ${reader.since(start)}`, start);
  return code;
}

/** Python looks names up in the Unicode database, which would cost a megabyte for something that keys do not need. */
function refuseName(reader: Reader, start: number): never {
  if (!reader.take("{")) reader.fail("missing {", reader.position);
  const name = reader.takeName("}", "character name");
  return reader.fail(`undefined character name '${name}'`, start);
}

function warnOfLetter(reader: Reader, letter: string): void {
  const meant =
    letter === "z" && !/[a-z]/i.test(reader.peek()) ? '"\\Z" if the end of the key is meant' : dotted(reader, letter);
  reader.warnings.push(`"\\${letter}" means nothing in a pattern and is read as "${letter}"; write ${meant}`);
}

function warnOfControl(reader: Reader, letter: string): void {
  if (letter === "b" || !/[a-z]/i.test(reader.peek())) return;
  reader.warnings.push(`"\\${letter}" is a control character, which keys rarely have; write ${dotted(reader, letter)}`);
}

function dotted(reader: Reader, letter: string): string {
  let word = letter;
  while (/[a-z0-9]/i.test(reader.peek(word.length - 1))) word += reader.peek(word.length - 1);
  return `"\\.${word}" if a dot is meant`;
}
