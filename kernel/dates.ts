import { copyText } from "./copy-text";
import { endOfDigits, othersAt, twoDigits } from "./digits";
import { notPlain } from "./not-plain";

const quote = 0x22;
const minus = 0x2d;
const point = 0x2e;
const colon = 0x3a;
const space = 0x20;
const letterT = 0x54;
const letterZ = 0x5a;
/** In memory. */
const yearZero = 0x30303030;
/** 00:00:00 */
const midnight: u64 = 0x30303a30303a3030;
/** .000000Z */
const noDecimals: u64 = 0x5a3030303030302e;

// Which of the bytes are no digits, as bits.
/** 2024-01-31 */
const inDate = 0b00_1001_0000;
const ofDate = 0b11_1111_1111;
/** 2024-01-31T10:11 */
const inMinutes = 0b0010_0100_1001_0000;
/** 4-01-31T10:11:12, of which the last three are looked at. */
const inSeconds = 0b001;

/** Writes a date. Knows 2024-01-31. */
export function writeDate(from: usize, to: usize, at: usize): usize {
  if (to - from != 10 || (othersAt(from) & ofDate) != inDate || !isDate(from)) return notPlain;
  store<u8>(at, quote);
  const end = copyText(from, 10, at + 1);
  store<u8>(end, quote);
  return end + 1;
}

/**
 * Writes a date-time in UTC, with microseconds. Knows 2024-01-31 alone, and with a time behind a T
 * or a space: hours, minutes and seconds, at most nine decimals, and a Z or no zone.
 */
export function writeDateTime(from: usize, to: usize, at: usize): usize {
  const length = <i32>(to - from);
  const others = othersAt(from);
  if (length < 10 || (others & ofDate) != inDate || !isDate(from)) return notPlain;
  store<u8>(at, quote);
  copyText(from, 16, at + 1);
  if (length == 10) {
    store<u8>(at, letterT, 11);
    store<u64>(at, midnight, 12);
    store<u64>(at, noDecimals, 20);
    store<u8>(at, quote, 28);
    return at + 29;
  }
  if (length < 19 || others != inMinutes || othersAt(from + 3) >> 13 != inSeconds || !isTime(from + 10))
    return notPlain;
  let zone = from + 19;
  let decimals = 0;
  if (zone < to && load<u8>(zone) == point) {
    zone = endOfDigits(zone + 1, to);
    decimals = <i32>(zone - from) - 20;
    if (decimals == 0 || decimals > 9) return notPlain;
  }
  const isUtc = zone == to || (zone + 1 == to && load<u8>(zone) == letterZ);
  if (!isUtc) return notPlain;
  copyText(from + 3, 16, at + 4);
  store<u8>(at, letterT, 11);
  store<u64>(at, noDecimals, 20);
  for (let digit = 0; digit < min(decimals, 6); digit++) {
    store<u8>(at + 21 + digit, load<u8>(from + 20 + digit));
  }
  store<u8>(at, quote, 28);
  return at + 29;
}

/** Whether the digits of a date in the form 2024-01-31 are those of an existing one. */
function isDate(at: usize): bool {
  if (load<u8>(at, 4) != minus || load<u8>(at, 7) != minus || load<u32>(at) == yearZero) return false;
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  // Most days are in every month.
  return month > 0 && month <= 12 && day > 0 && (day <= 28 || day <= daysInMonth(at, month));
}

function daysInMonth(year: usize, month: i32): i32 {
  if (month != 2) return 30 + ((month + (month >> 3)) & 1);
  const inCentury = twoDigits(year + 2);
  const isLeap = ((inCentury == 0 ? twoDigits(year) : inCentury) & 3) == 0;
  return isLeap ? 29 : 28;
}

/** Whether the digits of a time in the form T10:11:12 are those of an existing one. */
function isTime(at: usize): bool {
  const separator = load<u8>(at);
  if (separator != letterT && separator != space) return false;
  if (load<u8>(at, 3) != colon || load<u8>(at, 6) != colon) return false;
  return twoDigits(at + 1) <= 23 && twoDigits(at + 4) <= 59 && twoDigits(at + 7) <= 59;
}
