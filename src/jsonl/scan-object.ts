import { BrokenJson } from "./broken-json.ts";
import { characterAt, escapesOf, letterU, skipEscape } from "./scan-escapes.ts";
import { jsonKinds } from "../rows/json-kinds.ts";
import type { FieldSink, JsonFields } from "./json-fields.ts";
import type { KeyTable } from "./scan-keys.ts";
import { expect, expectWord, isPlain, quote, skipNumber, skipSpace, skipValue, skipWord } from "./scan-value.ts";

/**
 * Reads the line from `at` up to its line feed, at `end`, into a row. Strings are unescaped where they stand,
 * so that a line can be read only once. A blank line is no row.
 */
export function scanLine(bytes: Uint8Array, at: number, end: number, fields: JsonFields, keys: KeyTable): void {
  keys.startRow();
  at = skipSpace(bytes, at);
  if (at === end) return;
  if (bytes[at] !== 0x7b) throw new BrokenJson("it is not a JSON object; each line must hold one");
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === 0x7d) at++;
  else {
    for (;;) {
      const column = keys.find(bytes, expect(bytes, at, quote));
      at = skipSpace(bytes, expect(bytes, skipSpace(bytes, keys.end), 0x3a));
      at = skipSpace(bytes, scanValue(bytes, at, column, fields));
      if (bytes[at] === 0x7d) break;
      at = skipSpace(bytes, expect(bytes, at, 0x2c));
    }
    at++;
  }
  if (skipSpace(bytes, at) !== end) throw new BrokenJson("more stands behind the JSON object; each line must hold one");
  fields.endRow();
}

/** Adds the value that begins at `at`, and tells the byte behind it. */
export function scanValue(bytes: Uint8Array, at: number, column: number, fields: FieldSink): number {
  let end: number;
  let kind: number;
  switch (bytes[at]!) {
    case quote:
      return scanString(bytes, at + 1, column, fields);
    case 0x7b: // {
    case 0x5b: // [
      end = skipValue(bytes, at, 1);
      kind = jsonKinds.json;
      break;
    case 0x74: // t
      end = expectWord(bytes, at, "true");
      kind = jsonKinds.boolean;
      break;
    case 0x66: // f
      end = expectWord(bytes, at, "false");
      kind = jsonKinds.boolean;
      break;
    case 0x6e: // n
      end = expectWord(bytes, at, "null");
      kind = jsonKinds.null;
      break;
    default:
      end = skipNotANumber(bytes, at);
      kind = end < 0 ? jsonKinds.number : jsonKinds.text;
      if (end < 0) end = skipNumber(bytes, at);
  }
  fields.add(column, kind, at, end);
  return end;
}

/** What Python and others write for floats that JSON has no number for: text, so that no number column takes it. */
function skipNotANumber(bytes: Uint8Array, at: number): number {
  switch (bytes[at]!) {
    case 0x4e: // N
      return skipWord(bytes, at, "NaN");
    case 0x49: // I
      return skipWord(bytes, at, "Infinity");
    case 0x2d: // -
      return bytes[at + 1] === 0x49 ? skipWord(bytes, at, "-Infinity") : -1;
  }
  return -1;
}

/** Adds the string whose text begins at `at`, unescaped, and tells the byte behind it. */
function scanString(bytes: Uint8Array, at: number, column: number, fields: FieldSink): number {
  const start = at;
  while (isPlain[bytes[at]!] === 1) at++;
  let out = at;
  while (bytes[at] !== quote) {
    if (isPlain[bytes[at]!] === 1) {
      bytes[out++] = bytes[at++]!;
      continue;
    }
    const behind = skipEscape(bytes, at);
    if (bytes[at + 1] !== letterU) {
      bytes[out++] = unescaped[bytes[at + 1]!]!;
      at = behind;
      continue;
    }
    const code = characterAt(bytes, at);
    at += escapesOf(code);
    out = writeCharacter(bytes, out, code);
  }
  fields.add(column, jsonKinds.text, start, out);
  return at + 1;
}

const unescaped = new Uint8Array(256);
for (const [letter, character] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  unescaped[letter!.charCodeAt(0)] = character!.charCodeAt(0);
}

/** Writes a character as UTF-8: never more bytes than its escape has. */
function writeCharacter(bytes: Uint8Array, out: number, code: number): number {
  if (code < 0x80) {
    bytes[out++] = code;
    return out;
  }
  if (code < 0x800) {
    bytes[out++] = 0xc0 | (code >> 6);
  } else {
    if (code < 0x10000) {
      bytes[out++] = 0xe0 | (code >> 12);
    } else {
      bytes[out++] = 0xf0 | (code >> 18);
      bytes[out++] = 0x80 | ((code >> 12) & 0x3f);
    }
    bytes[out++] = 0x80 | ((code >> 6) & 0x3f);
  }
  bytes[out++] = 0x80 | (code & 0x3f);
  return out;
}
