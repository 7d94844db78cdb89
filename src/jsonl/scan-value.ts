import { BrokenJson, brokenAt } from "./broken-json.ts";
import { backslash, characterAt, escapesOf, letterU, skipEscape } from "./scan-escapes.ts";

// Every line ends with a line feed, which no JSON text holds: all loops here stop at it.

export const quote = 0x22;

/** How deep objects and arrays may stand in each other: targets and databases do not go deeper either. */
const maxDepth = 500;

/** How many values one value may hold: it becomes a tree, of some hundred bytes for each. */
const maxValues = 1_000_000;
/** Of the value that is being looked at. */
let values = 0;

/** Bytes that stand for themselves in a string. */
export const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte !== quote && byte !== backslash ? 1 : 0,
);

/** The first byte from `at` on that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  for (;;) {
    const byte = bytes[at]!;
    // Many readers of lines take a carriage return for a line end, so none may stay in a nested value.
    if (byte === 0x0d) bytes[at] = 0x20;
    else if (byte !== 0x20 && byte !== 0x09) return at;
    at++;
  }
}

/** The byte behind the string whose text begins at `at`. */
export function skipString(bytes: Uint8Array, at: number): number {
  for (;;) {
    while (isPlain[bytes[at]!] === 1) at++;
    if (bytes[at] === quote) return at + 1;
    const behind = skipEscape(bytes, at);
    at = bytes[at + 1] === letterU ? at + escapesOf(characterAt(bytes, at)) : behind;
  }
}

/** The byte behind the number that begins at `at`: https://www.rfc-editor.org/rfc/rfc8259#section-6 */
export function skipNumber(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x2d) at++;
  if (bytes[at] === 0x30) at++;
  else at = skipDigits(bytes, at);
  if (bytes[at] === 0x2e) at = skipDigits(bytes, at + 1);
  if ((bytes[at]! | 0x20) === 0x65) {
    at++;
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
    at = skipDigits(bytes, at);
  }
  return at;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  const first = at;
  while (bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
  if (at === first) throw brokenAt(bytes, at, "not a JSON value");
  return at;
}

/** The byte behind the word that begins at `at`, or -1 when another text stands there. */
export function skipWord(bytes: Uint8Array, at: number, word: string): number {
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word.charCodeAt(index)) return -1;
  }
  return at + word.length;
}

/** The byte behind the value that begins at `at`, which may hold others. */
export function skipValue(bytes: Uint8Array, at: number, depth: number): number {
  switch (bytes[at]!) {
    case quote:
      return skipString(bytes, at + 1);
    case 0x7b: // {
    case 0x5b: // [
      if (depth === 1) values = 0;
      if (depth >= maxDepth) throw new BrokenJson(`its values are nested more than ${maxDepth} deep`);
      return skipMembers(bytes, at, depth + 1);
    case 0x74: // t
      return expectWord(bytes, at, "true");
    case 0x66: // f
      return expectWord(bytes, at, "false");
    case 0x6e: // n
      return expectWord(bytes, at, "null");
  }
  return skipNumber(bytes, at);
}

export function expectWord(bytes: Uint8Array, at: number, word: string): number {
  const end = skipWord(bytes, at, word);
  if (end < 0) throw brokenAt(bytes, at, "not a JSON value");
  return end;
}

function skipMembers(bytes: Uint8Array, at: number, depth: number): number {
  const isObject = bytes[at] === 0x7b;
  const close = isObject ? 0x7d : 0x5d;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (++values > maxValues) throw new BrokenJson(`a value holds more than ${maxValues} others`);
    if (isObject) at = skipSpace(bytes, expect(bytes, skipSpace(bytes, skipKey(bytes, at)), 0x3a));
    at = skipSpace(bytes, skipValue(bytes, at, depth));
    if (bytes[at] === close) return at + 1;
    at = skipSpace(bytes, expect(bytes, at, 0x2c));
  }
}

function skipKey(bytes: Uint8Array, at: number): number {
  return skipString(bytes, expect(bytes, at, quote));
}

/** The byte behind the one at `at`, which must be this one. */
export function expect(bytes: Uint8Array, at: number, byte: number): number {
  if (bytes[at] !== byte) throw brokenAt(bytes, at, `"${String.fromCharCode(byte)}" is missing`);
  return at + 1;
}
