import { brokenAt } from "./broken-json.ts";

export const backslash = 0x5c;
/** Behind the backslash of an escape by number. */
export const letterU = 0x75;

/** The byte behind the escape that begins at `at`. */
export function skipEscape(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== backslash) throw brokenAt(bytes, at, "a string has a control character or does not end");
  switch (bytes[at + 1]!) {
    case 0x22: // quote
    case backslash:
    case 0x2f: // slash
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 2;
    case letterU:
      for (let digit = at + 2; digit < at + 6; digit++) {
        if (hexDigit(bytes[digit]!) < 0) throw brokenAt(bytes, digit, "a string has an unknown escape");
      }
      return at + 6;
  }
  throw brokenAt(bytes, at + 1, "a string has an unknown escape");
}

let halves = 0;

/** How many half surrogates were replaced since it was last asked. */
export function takeHalves(): number {
  const taken = halves;
  halves = 0;
  return taken;
}

/**
 * The character that the escape of the form \uXXXX at `at` stands for, or it and the one behind it. Half of a pair is no
 * text in any encoding: it becomes the replacement character, also where it stands.
 */
export function characterAt(bytes: Uint8Array, at: number): number {
  const code = codeUnit(bytes, at);
  if (code < 0xd800 || code >= 0xe000) return code;
  if (isHighHalf(code)) {
    const other = escapedUnit(bytes, at + 6);
    if (isLowHalf(other)) return 0x10000 + ((code - 0xd800) << 10) + (other - 0xdc00);
  }
  halves++;
  bytes.set(replacement, at);
  return 0xfffd;
}

const replacement = Buffer.from("\\ufffd");

/** Bytes that the escapes of a character take. */
export function escapesOf(character: number): number {
  return character >= 0x10000 ? 12 : 6;
}

function codeUnit(bytes: Uint8Array, at: number): number {
  let code = 0;
  for (let digit = at + 2; digit < at + 6; digit++) code = 16 * code + hexDigit(bytes[digit]!);
  return code;
}

/** The same, or -1 when something else stands there. */
function escapedUnit(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== backslash || bytes[at + 1] !== letterU) return -1;
  skipEscape(bytes, at);
  return codeUnit(bytes, at);
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function isHighHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
