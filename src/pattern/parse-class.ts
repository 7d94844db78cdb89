import type { CharClass, CharRange, CharSet } from "./char-set.ts";
import { complement, withBothCases } from "./char-set.ts";
import { readCharEscape, readClassEscape, readOctal } from "./escapes.ts";
import type { Flags } from "./flags.ts";
import type { Reader } from "./reader.ts";

/** Reads `[…]`; the cursor is behind the opening bracket. */
export function parseClass(reader: Reader, flags: Flags): CharSet {
  const start = reader.position - 1;
  const negated = reader.take("^");
  const first = reader.position;
  const chars: CharRange[] = [];
  const spelled: CharRange[] = [];
  const classes: CharClass[] = [];
  while (reader.position === first || reader.peek() !== "]") {
    const at = reader.position;
    const from = readMember(reader, flags, start);
    if (reader.peek() === "-" && reader.peek(1) !== "]" && reader.peek(1) !== "") {
      reader.next();
      chars.push(closeRange(reader, flags, start, at, from));
    } else if (typeof from === "number") chars.push([from, from]);
    else {
      spelled.push(...from.ranges);
      classes.push(...from.classes);
    }
  }
  reader.next();
  const cased = flags.ignoreCase ? withBothCases(chars, flags.ascii) : chars;
  return { negated, ranges: [...cased, ...spelled], classes };
}

/** All characters, or all but the newline. */
export function dot(flags: Flags): CharSet {
  return { negated: false, ranges: flags.dotAll ? complement([]) : complement([[10, 10]]), classes: [] };
}

function readMember(reader: Reader, flags: Flags, start: number): number | CharSet {
  const at = reader.position;
  const char = reader.next();
  if (char === "") reader.fail("unterminated character set", start);
  if (char !== "\\") return char.codePointAt(0) ?? 0;
  if (/[0-7]/.test(reader.peek())) return readOctal(reader, at);
  if (/[89]/.test(reader.peek())) reader.fail(`bad escape \\${reader.peek()}`, at);
  return readClassEscape(reader, flags) ?? readCharEscape(reader, at);
}

function closeRange(reader: Reader, flags: Flags, start: number, at: number, from: number | CharSet): CharRange {
  const to = readMember(reader, flags, start);
  if (typeof from === "number" && typeof to === "number" && from <= to) return [from, to];
  return reader.fail(`bad character range ${reader.since(at)}`, at);
}
