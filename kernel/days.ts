import { copyText } from "./copy-text";
import { endOfDigits, othersAt, twoDigits } from "./digits";
import { dayFirst, monthFirst } from "./encode-codes";
import { notPlain } from "./not-plain";

const minus = 0x2d;
const point = 0x2e;
const slash = 0x2f;
const zero = 0x30;
/** In memory. */
const yearZero = 0x30303030;

// Which of the bytes are no digits, as bits.
/** 2024-01-31 */
const inDay = 0b00_1001_0000;
const ofDay = 0b11_1111_1111;
const ofCompactDay = 0b1111_1111;

/** In the place of an order of day and month: no day is read in another form than 2024-01-31. */
export const isoOnly = -1;

/** The day that was read last could have its month and day the other way round. */
export let isAmbiguous: bool = false;

/**
 * Writes a day as 2024-01-31, and returns the position behind it in its text. Knows that form and, where they are to be
 * read, 20240131 alone, 2024/1/31 and 1/31/2024, with slashes, points or hyphens; what comes first in the last of these,
 * the order says as in encode-codes.ts.
 */
export function writeDay(from: usize, to: usize, at: usize, order: i32): usize {
  isAmbiguous = false;
  if (to - from >= 10 && isIsoDay(from)) {
    copyText(from, 10, at);
    return from + 10;
  }
  return order == isoOnly ? notPlain : writeOtherDay(from, to, at, order);
}

function isIsoDay(at: usize): bool {
  if ((othersAt(at) & ofDay) != inDay || load<u8>(at, 4) != minus || load<u8>(at, 7) != minus) return false;
  return exists(at, at + 5, at + 8);
}

function writeOtherDay(from: usize, to: usize, at: usize, order: i32): usize {
  const first = endOfDigits(from, to);
  if (first == to) return to - from == 8 && (othersAt(from) & ofCompactDay) == 0 ? writeCompactDay(from, at) : notPlain;
  const separator = load<u8>(first);
  if (separator != slash && separator != point && separator != minus) return notPlain;
  const second = endOfDigits(first + 1, to);
  if (second == to || load<u8>(second) != separator) return notPlain;
  const end = endOfDigits(second + 1, to);
  if (first - from == 4) return writeParts(from, first + 1, second, second + 1, end, at) ? end : notPlain;
  if (end - second != 5) return notPlain;
  const month = numberOf(from, first);
  const day = numberOf(first + 1, second);
  const isDayFirst = order == dayFirst || (order != monthFirst && month > 12);
  const isWritten = isDayFirst
    ? writeParts(second + 1, first + 1, second, from, first, at)
    : writeParts(second + 1, from, first, first + 1, second, at);
  isAmbiguous = order != dayFirst && month <= 12 && day <= 12 && month != day;
  return isWritten ? end : notPlain;
}

function writeCompactDay(from: usize, at: usize): usize {
  return writeParts(from, from + 4, from + 6, from + 6, from + 8, at) ? from + 8 : notPlain;
}

/** Writes a day of four digits of a year, and a month and a day of one or two; false if it does not exist. */
function writeParts(year: usize, month: usize, monthEnd: usize, day: usize, dayEnd: usize, at: usize): bool {
  if (numberOf(month, monthEnd) < 0 || numberOf(day, dayEnd) < 0) return false;
  store<u32>(at, load<u32>(year));
  store<u8>(at, minus, 4);
  writePadded(month, monthEnd, at + 5);
  store<u8>(at, minus, 7);
  writePadded(day, dayEnd, at + 8);
  return exists(at, at + 5, at + 8);
}

/** The number that one or two digits are; -1 if there are none or more. */
function numberOf(from: usize, to: usize): i32 {
  if (to - from == 1) return <i32>load<u8>(from) - zero;
  return to - from == 2 ? twoDigits(from) : -1;
}

function writePadded(from: usize, to: usize, at: usize): void {
  store<u8>(at, to - from == 1 ? zero : load<u8>(from));
  store<u8>(at, load<u8>(to - 1), 1);
}

/** Whether there is such a day, by the places of its digits. */
function exists(yearAt: usize, monthAt: usize, dayAt: usize): bool {
  const month = twoDigits(monthAt);
  const day = twoDigits(dayAt);
  if (load<u32>(yearAt) == yearZero || month == 0 || month > 12 || day == 0) return false;
  // Most days are in every month.
  return day <= 28 || day <= daysInMonth(100 * twoDigits(yearAt) + twoDigits(yearAt + 2), month);
}

/** How many days a month has that exists. */
export function daysInMonth(year: i32, month: i32): i32 {
  if (month != 2) return 30 + ((month + (month >> 3)) & 1);
  return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
}
