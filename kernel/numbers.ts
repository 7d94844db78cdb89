import { copyText } from "./copy-text";
import { endOfDigits, othersAt } from "./digits";
import { notPlain } from "./not-plain";

const quote = 0x22;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const letterE = 0x65;
/** Makes a capital letter small. */
const smallBit = 0x20;

/** The largest double has 309 digits. */
const maxDigits: usize = 300;
/** So many with an exponent of two digits are still below that. */
const maxDigitsBeforeExponent: usize = 200;

/** Fits into 64 bits, whatever the digits are. */
const maxDigitsOfInteger = 18;

/**
 * Writes an integer as it stands. Knows no leading zeros and no plus, which JSON has not, and none that might need more
 * than 64 bits, which a sampled column does not take.
 */
export function writeInteger(from: usize, to: usize, at: usize): usize {
  const length = <i32>(to - from);
  const sign = i32(load<u8>(from) == minus);
  // 007 and -0 are not written so in JSON, and an empty text or a lone sign is no integer.
  if (length <= sign || length - sign > maxDigitsOfInteger || (load<u8>(from + sign) == zero && length > 1)) {
    return notPlain;
  }
  if (length > 16) return endOfDigits(from + sign, to) == to ? copyText(from, length, at) : notPlain;
  v128.store(at, v128.load(from));
  return (othersAt(from) & ((1 << length) - 1)) == sign ? at + length : notPlain;
}

/**
 * Writes a number as it stands, or a decimal as a string; one function, so that what they share is compiled into the
 * loop that calls it.
 */
export function writeNumber(from: usize, to: usize, at: usize, isDecimal: bool): usize {
  const end = endOfNumber(from, to);
  if (isDecimal) return end == to ? writeDecimal(from, to, at) : notPlain;
  if (end == to) return copyText(from, <i32>(to - from), at);
  return end == notPlain ? notPlain : writeWithExponent(from, end, to, at);
}

/**
 * Writes a number that goes on behind its digits, at `end`. Knows exponents of one or two digits, and no number that a
 * double might not hold; nor one such as 12E5, which a sampled column takes for an article number.
 */
function writeWithExponent(from: usize, end: usize, to: usize, at: usize): usize {
  if ((load<u8>(end) | smallBit) != letterE || end - from > maxDigitsBeforeExponent) return notPlain;
  const sign = load<u8>(end, 1);
  const exponent = end + 2;
  const digits = to - exponent;
  if (exponent >= to || (sign != plus && sign != minus) || digits > 2 || endOfDigits(exponent, to) != to)
    return notPlain;
  copyText(from, <i32>(to - from), at);
  // As the numbers of this program are written, whose readers would take either.
  store<u8>(at + (end - from), letterE);
  return at + (to - from);
}

/** Writes a decimal, which ends with its text, as a string. Knows none that Python would print with an exponent. */
function writeDecimal(from: usize, to: usize, at: usize): usize {
  const start = from + usize(load<u8>(from) == minus);
  // 0.0000001 is 1E-7 to Python.
  if (load<u8>(start) == zero && to - start > 8 && hasSixZeros(start + 2)) return notPlain;
  store<u8>(at, quote);
  const end = copyText(from, <i32>(to - from), at + 1);
  store<u8>(end, quote);
  return end + 1;
}

function hasSixZeros(at: usize): bool {
  return load<u32>(at) == 0x30303030 && load<u16>(at, 4) == 0x3030;
}

/** Where -12.5 ends that begins at a position: digits without leading zeros, and perhaps decimals. */
function endOfNumber(from: usize, to: usize): usize {
  if (isShortNumber(from, <i32>(to - from))) return to;
  const start = from + usize(load<u8>(from) == minus);
  const whole = endOfDigits(start, to);
  if (start >= to || whole == start || to - from > maxDigits) return notPlain;
  if (load<u8>(start) == zero && whole > start + 1) return notPlain;
  if (whole == to || load<u8>(whole) != point) return whole;
  const end = endOfDigits(whole + 1, to);
  return end == whole + 1 ? notPlain : end;
}

/** Whether a text is such a number, for those of at most sixteen bytes, which most are. */
function isShortNumber(from: usize, length: i32): bool {
  if (length > 16) return false;
  const sign = i32(load<u8>(from) == minus);
  const others = othersAt(from) & ((1 << length) - 1) & ~sign;
  const whole = min(ctz(others), length);
  if (whole <= sign || (load<u8>(from + sign) == zero && whole > sign + 1)) return false;
  return others == 0 || ((others & (others - 1)) == 0 && whole < length - 1 && load<u8>(from + whole) == point);
}
