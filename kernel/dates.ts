import { isoOnly, writeDay } from "./days";
import { endOfDigits, othersAt, twoDigits } from "./digits";
import { notPlain } from "./not-plain";
import { noOffset, offsetAt, toUtc } from "./offsets";

const quote = 0x22;
const comma = 0x2c;
const point = 0x2e;
const colon = 0x3a;
const space = 0x20;
const letterT = 0x54;
/** 00:00:00 */
const midnight: u64 = 0x30303a30303a3030;
/** .000000Z */
const noDecimals: u64 = 0x5a3030303030302e;

// Which of the bytes are no digits, as bits.
/** T10:11:12 */
const inSeconds = 0b0_0100_1001;
const ofSeconds = 0b1_1111_1111;
/** T10:11 */
const inMinutes = 0b00_1001;
const ofMinutes = 0b11_1111;

/**
 * Writes a date. Knows 2024-01-31 and, where they are read, the other forms of a day; alone, or at midnight, which is
 * how a date looks that went through a spreadsheet or a data frame.
 */
export function writeDate(from: usize, to: usize, at: usize, order: i32): usize {
  store<u8>(at, quote);
  const time = writeDay(from, to, at + 1, order);
  if (time == notPlain || (time != to && !isMidnight(time, to))) return notPlain;
  store<u8>(at, quote, 11);
  return at + 12;
}

/**
 * Writes a date-time in UTC, with microseconds. Knows the same days alone, and with a time behind a T or a space:
 * hours, minutes and seconds, at most nine decimals, and a Z, an offset or no zone.
 */
export function writeDateTime(from: usize, to: usize, at: usize, order: i32): usize {
  store<u8>(at, quote);
  const time = writeDay(from, to, at + 1, order);
  if (time == notPlain) return notPlain;
  store<u8>(at, letterT, 11);
  store<u64>(at, midnight, 12);
  store<u64>(at, noDecimals, 20);
  store<u8>(at, quote, 28);
  return time == to || writeTime(time, to, at + 1, order) ? at + 29 : notPlain;
}

/** Writes a time and what decimals it has over those of midnight on the day at `at`; false if it is none. */
function writeTime(from: usize, to: usize, at: usize, order: i32): bool {
  const others = othersAt(from);
  const separator = load<u8>(from);
  if (separator != letterT && separator != space) return false;
  let zone = from + 9;
  if (zone <= to && (others & ofSeconds) == inSeconds) {
    if (load<u8>(from, 3) != colon || load<u8>(from, 6) != colon || twoDigits(from + 7) > 59) return false;
    store<u64>(at, load<u64>(from, 1), 11);
    if (zone < to && (load<u8>(zone) == point || load<u8>(zone) == comma)) {
      zone = endOfDigits(zone + 1, to);
      const decimals = <i32>(zone - from) - 10;
      if (decimals == 0 || decimals > 9) return false;
      for (let digit = 0; digit < min(decimals, 6); digit++) {
        store<u8>(at + 20 + digit, load<u8>(from + 10 + digit));
      }
    }
  } else if (order != isoOnly && from + 6 <= to && (others & ofMinutes) == inMinutes && load<u8>(from, 3) == colon) {
    zone = from + 6;
    store<u32>(at, load<u32>(from, 1), 11);
    store<u8>(at, load<u8>(from, 5), 15);
  } else return false;
  if (twoDigits(from + 1) > 23 || twoDigits(from + 4) > 59) return false;
  if (zone == to) return true;
  const offset = offsetAt(zone, to);
  return offset != noOffset && (offset == 0 || toUtc(at, offset));
}

/** Whether the text is midnight in UTC: T00:00:00, perhaps with decimals. */
function isMidnight(from: usize, to: usize): bool {
  const separator = load<u8>(from);
  if (to - from < 9 || (separator != letterT && separator != space) || load<u64>(from, 1) != midnight) return false;
  let zone = from + 9;
  if (zone < to && load<u8>(zone) == point) {
    zone++;
    const decimals = zone;
    while (zone < to && load<u8>(zone) == 0x30) zone++;
    if (zone == decimals) return false;
  }
  return zone == to || offsetAt(zone, to) == 0;
}
