import { copyText } from "./copy-text";
import { endOfDigits } from "./digits";
import { notPlain } from "./not-plain";

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** The largest double has 309 digits. */
const mostDigits: usize = 300;

/** Writes an integer as it stands. Knows no leading zeros and no plus, which JSON has not. */
export function writeInteger(from: usize, to: usize, at: usize): usize {
  const start = from + usize(load<u8>(from) == minus);
  // 007 and -0 are not written so in JSON, and an empty text or a lone sign is no integer.
  if (start >= to || (load<u8>(start) == zero && to - from > 1)) return notPlain;
  return endOfDigits(start, to) == to ? copyText(from, <i32>(to - from), at) : notPlain;
}

/** Writes a number as it stands. Knows no exponent, and no number that a double might not hold. */
export function writeNumber(from: usize, to: usize, at: usize): usize {
  const start = from + usize(load<u8>(from) == minus);
  const whole = endOfDigits(start, to);
  if (start >= to || whole == start || to - from > mostDigits) return notPlain;
  if (load<u8>(start) == zero && whole > start + 1) return notPlain;
  if (whole < to) {
    if (load<u8>(whole) != point || whole + 1 == to || endOfDigits(whole + 1, to) != to) return notPlain;
  }
  return copyText(from, <i32>(to - from), at);
}
