import { copyText, type Memory } from "./memory.ts";

/** What the functions that write a value return for a text that is not in the plain form they know. */
export const notPlain = -1;

const quote = 0x22;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** Writes an integer as it stands. Knows no leading zeros and no plus. */
export function writeInteger(source: Memory, from: number, to: number, out: Memory, at: number): number {
  return isInteger(source.bytes, from, to) ? copyText(source, from, to, out, at) : notPlain;
}

/** Writes a number as it stands. Knows no exponent, and no number that a double might not hold. */
export function writeNumber(source: Memory, from: number, to: number, out: Memory, at: number): number {
  return isNumber(source.bytes, from, to) ? copyText(source, from, to, out, at) : notPlain;
}

/** Writes a decimal as it stands. Knows none that Python might print with an exponent. */
export function writeDecimal(source: Memory, from: number, to: number, out: Memory, at: number): number {
  const { bytes } = source;
  const first = bytes[from] === minus ? from + 1 : from;
  if (bytes[first] === zero && to - first > "0.123456".length) return notPlain;
  if (!isNumber(bytes, from, to)) return notPlain;
  out.bytes[at] = quote;
  const end = copyText(source, from, to, out, at + 1);
  out.bytes[end] = quote;
  return end + 1;
}

function isInteger(bytes: Uint8Array, from: number, to: number): boolean {
  let i = bytes[from] === minus ? from + 1 : from;
  // 007 and -0 are not written so in JSON, and an empty text or a lone sign is no integer.
  if (i >= to || (bytes[i] === zero && to - from > 1)) return false;
  while (i < to && isDigit(bytes[i]!)) i++;
  return i === to;
}

function isNumber(bytes: Uint8Array, from: number, to: number): boolean {
  const whole = bytes[from] === minus ? from + 1 : from;
  let i = whole;
  while (i < to && isDigit(bytes[i]!)) i++;
  if (i === whole || (bytes[whole] === zero && i > whole + 1) || to - from > mostDigits) return false;
  if (i === to) return true;
  if (bytes[i] !== point || i + 1 === to) return false;
  i++;
  while (i < to && isDigit(bytes[i]!)) i++;
  return i === to;
}

/** Not imported from digits.ts: V8 reads an imported name anew for every byte. */
function isDigit(byte: number): boolean {
  return (byte - zero) >>> 0 <= 9;
}

/** The largest double has 309 digits. */
const mostDigits = 300;

/** Writes a boolean. Knows single letters and digits, and the words in lower case. */
export function writeBoolean(source: Memory, from: number, to: number, out: Memory, at: number): number {
  const { bytes } = source;
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

function writeWord(word: Uint8Array, out: Memory, at: number): number {
  for (let i = 0; i < word.length; i++) out.bytes[at + i] = word[i]!;
  return at + word.length;
}
