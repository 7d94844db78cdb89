import { isDigit, zero } from "./digits.ts";

/** What the functions of this file return for a text that is not in the plain form they know. */
export const notPlain = -1;

const quote = 0x22;
const minus = 0x2d;
const point = 0x2e;

/** Writes an integer as it stands. Knows no leading zeros and no plus. */
export function writeInteger(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  let i = from;
  if (bytes[i] === minus) out[at++] = bytes[i++]!;
  // Neither 007 nor -0 is written so in JSON, and an empty text or a lone sign is no integer.
  if (i >= to || (bytes[i] === zero && to - from > 1)) return notPlain;
  for (; i < to; i++) {
    const byte = bytes[i]!;
    if (!isDigit(byte)) return notPlain;
    out[at++] = byte;
  }
  return at;
}

/** Writes a number as it stands. Knows no exponent, and no number that a double might not hold. */
export function writeNumber(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  if (to - from > mostDigits) return notPlain;
  let i = from;
  if (bytes[i] === minus) out[at++] = bytes[i++]!;
  const whole = i;
  while (i < to && isDigit(bytes[i]!)) out[at++] = bytes[i++]!;
  if (i === whole || (bytes[whole] === zero && i > whole + 1)) return notPlain;
  if (i === to) return at;
  if (bytes[i] !== point) return notPlain;
  out[at++] = point;
  const fraction = ++i;
  while (i < to && isDigit(bytes[i]!)) out[at++] = bytes[i++]!;
  return i === to && i > fraction ? at : notPlain;
}

/** The largest double has 309 digits. */
const mostDigits = 300;

/** Writes a decimal as it stands. Knows none that Python might print with an exponent. */
export function writeDecimal(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  const first = bytes[from] === minus ? from + 1 : from;
  if (bytes[first] === zero && to - first > "0.123456".length) return notPlain;
  out[at] = quote;
  const end = writeNumber(bytes, from, to, out, at + 1);
  if (end === notPlain) return notPlain;
  out[end] = quote;
  return end + 1;
}

/** Writes a boolean. Knows single letters and digits, and the words in lower case. */
export function writeBoolean(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  if (to - from === 1) {
    if (trueInitials.includes(bytes[from]!)) return writeWord(trueWord, out, at);
    return falseInitials.includes(bytes[from]!) ? writeWord(falseWord, out, at) : notPlain;
  }
  if (isWord(bytes, from, to, trueWord)) return writeWord(trueWord, out, at);
  return isWord(bytes, from, to, falseWord) ? writeWord(falseWord, out, at) : notPlain;
}

const trueWord = Buffer.from("true");
const falseWord = Buffer.from("false");
const trueInitials = Buffer.from("1tTyY");
const falseInitials = Buffer.from("0fFnN");

function isWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false;
  return true;
}

function writeWord(word: Uint8Array, out: Uint8Array, at: number): number {
  for (let i = 0; i < word.length; i++) out[at + i] = word[i]!;
  return at + word.length;
}
