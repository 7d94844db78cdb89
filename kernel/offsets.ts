import { daysInMonth } from "./days";
import { endOfDigits, twoDigits } from "./digits";

const space = 0x20;
const plus = 0x2b;
const minus = 0x2d;
const zero = 0x30;
const colon = 0x3a;
const letterZ = 0x5a;
/** In memory. */
const utc = 0x435455;
const threeBytes = 0xffffff;

/** What `offsetAt` returns for a text that is none: as much as a day, which no offset is. */
export const noOffset = 1440;

/** Minutes ahead of UTC of a zone. Knows Z, UTC, and offsets such as +01, +0100 and +01:00, also behind a space. */
export function offsetAt(from: usize, to: usize): i32 {
  if (from < to && load<u8>(from) == space) from++;
  const length = to - from;
  const sign = load<u8>(from);
  if (length == 1 && sign == letterZ) return 0;
  if (length == 3 && (load<u32>(from) & threeBytes) == utc) return 0;
  if (length < 3 || length > 6 || (sign != plus && sign != minus)) return noOffset;
  const hourEnd = endOfDigits(from + 1, to);
  let minutes = 0;
  if (length == 6) {
    // +01:00
    if (hourEnd != from + 3 || load<u8>(hourEnd) != colon || endOfDigits(hourEnd + 1, to) != to) return noOffset;
    minutes = twoDigits(from + 4);
  } else {
    // +01, +0100
    if (hourEnd != to || length == 4) return noOffset;
    if (length == 5) minutes = twoDigits(from + 3);
  }
  const hours = twoDigits(from + 1);
  if (hours > 23 || minutes > 59) return noOffset;
  const offset = 60 * hours + minutes;
  return sign == plus ? offset : -offset;
}

/** Turns YYYY-MM-DDTHH:MM, which exists, to UTC in place; false if that leaves the years 1 to 9999. */
export function toUtc(at: usize, offset: i32): bool {
  let year = 100 * twoDigits(at) + twoDigits(at + 2);
  let month = twoDigits(at + 5);
  let day = twoDigits(at + 8);
  let minutes = 60 * twoDigits(at + 11) + twoDigits(at + 14) - offset;
  if (minutes < 0) {
    minutes += 1440;
    day--;
  } else if (minutes >= 1440) {
    minutes -= 1440;
    day++;
  }
  if (day == 0) {
    month--;
    if (month == 0) {
      month = 12;
      year--;
    }
    day = daysInMonth(year, month);
  } else if (day > daysInMonth(year, month)) {
    day = 1;
    month++;
    if (month == 13) {
      month = 1;
      year++;
    }
  }
  if (year == 0 || year > 9999) return false;
  writeTwoDigits(year / 100, at);
  writeTwoDigits(year % 100, at + 2);
  writeTwoDigits(month, at + 5);
  writeTwoDigits(day, at + 8);
  writeTwoDigits(minutes / 60, at + 11);
  writeTwoDigits(minutes % 60, at + 14);
  return true;
}

function writeTwoDigits(value: i32, at: usize): void {
  store<u8>(at, <u8>(zero + value / 10));
  store<u8>(at, <u8>(zero + (value % 10)), 1);
}
