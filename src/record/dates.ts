import { daysInMonth } from "./calendar.ts";
import { isDigit, twoDigits, writeTwoDigits } from "./digits.ts";
import { copyText, type Memory, memoryOf } from "./memory.ts";
import { notPlain } from "./values.ts";

const space = 0x20;
const quote = 0x22;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const colon = 0x3a;
const letterT = 0x54;
const letterZ = 0x5a;

/** Writes a date. Knows 2024-01-31. */
export function writeDate(source: Memory, from: number, to: number, out: Memory, at: number): number {
  if (to - from !== 10 || !isDate(source.view, from)) return notPlain;
  out.bytes[at] = quote;
  const end = copyText(source, from, to, out, at + 1);
  out.bytes[end] = quote;
  return end + 1;
}

/**
 * Writes a date-time in UTC, with microseconds. Knows 2024-01-31 alone, and with a time behind a T
 * or a space: hours, minutes and seconds, at most nine decimals, a Z or an offset like +01:00.
 */
export function writeDateTime(source: Memory, from: number, to: number, out: Memory, at: number): number {
  const { bytes, view } = source;
  const length = to - from;
  if (length < 10 || !isDate(view, from)) return notPlain;
  out.bytes[at] = quote;
  if (length === 10) {
    copyText(source, from, to, out, at + 1);
    return copyText(midnight, 0, 18, out, at + 11);
  }
  if (length < 19 || !isTime(view, from + 10)) return notPlain;

  let zone = from + 19;
  if (zone < to && bytes[zone] === point) {
    zone++;
    while (zone < to && isDigit(bytes[zone]!)) zone++;
  }
  const decimals = zone - from - 20;
  if (decimals === 0 || decimals > 9) return notPlain;
  const isUtc = zone === to || (zone + 1 === to && bytes[zone] === letterZ);
  const offset = isUtc ? 0 : offsetAt(source, zone, to);
  if (offset === noOffset) return notPlain;

  copyText(source, from, from + 19, out, at + 1);
  out.bytes[at + 11] = letterT;
  if (offset !== 0 && !shift(out, at + 1, offset)) return notPlain;
  copyText(midnight, 9, 18, out, at + 20);
  for (let i = 0; i < decimals && i < 6; i++) out.bytes[at + 21 + i] = bytes[from + 20 + i]!;
  return at + 29;
}

const midnight = memoryOf(Buffer.from('T00:00:00.000000Z"'.padEnd(32)));

/** Whether an existing date in the form 2024-01-31 begins at a position. */
function isDate(view: DataView, at: number): boolean {
  const century = twoDigits(view, at);
  const year = twoDigits(view, at + 2);
  const month = twoDigits(view, at + 5);
  const day = twoDigits(view, at + 8);
  if ((century | year) < 0 || day < 1 || view.getUint8(at + 4) !== minus || view.getUint8(at + 7) !== minus)
    return false;
  // Most days are in every month.
  if (day <= 28 && month > 0 && month <= 12) return (century | year) !== 0;
  return day <= daysInMonth(100 * century + year, month);
}

/** Whether a time in the form T10:11:12 begins at a position, with a T or a space. */
function isTime(view: DataView, at: number): boolean {
  const separator = view.getUint8(at);
  const hour = twoDigits(view, at + 1);
  const minute = twoDigits(view, at + 4);
  const second = twoDigits(view, at + 7);
  if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return false;
  if (view.getUint8(at + 3) !== colon || view.getUint8(at + 6) !== colon) return false;
  return separator === letterT || separator === space;
}

/** Minutes ahead of UTC, of ±hh:mm that ends the text. */
function offsetAt({ bytes, view }: Memory, at: number, to: number): number {
  const sign = bytes[at];
  if (to - at !== 6 || bytes[at + 3] !== colon || (sign !== plus && sign !== minus)) return noOffset;
  const hours = twoDigits(view, at + 1);
  const minutes = twoDigits(view, at + 4);
  if ((hours | minutes) < 0 || hours > 23 || minutes > 59) return noOffset;
  const offset = 60 * hours + minutes;
  return sign === plus ? offset : -offset;
}

const noOffset = 1440;

/** Turns YYYY-MM-DDTHH:MM, which is valid, to UTC in place; false if that leaves the years 1 to 9999. */
function shift({ bytes, view }: Memory, at: number, offset: number): boolean {
  let year = 100 * twoDigits(view, at) + twoDigits(view, at + 2);
  let month = twoDigits(view, at + 5);
  let day = twoDigits(view, at + 8);
  let minutes = 60 * twoDigits(view, at + 11) + twoDigits(view, at + 14) - offset;
  if (minutes < 0) {
    minutes += 1440;
    day--;
  } else if (minutes >= 1440) {
    minutes -= 1440;
    day++;
  }
  if (day === 0) {
    month--;
    if (month === 0) {
      month = 12;
      year--;
    }
    day = daysInMonth(year, month);
  } else if (day > daysInMonth(year, month)) {
    day = 1;
    month++;
    if (month === 13) {
      month = 1;
      year++;
    }
  }
  if (daysInMonth(year, month) === 0) return false;
  writeTwoDigits(Math.trunc(year / 100), bytes, at);
  writeTwoDigits(year % 100, bytes, at + 2);
  writeTwoDigits(month, bytes, at + 5);
  writeTwoDigits(day, bytes, at + 8);
  writeTwoDigits(Math.trunc(minutes / 60), bytes, at + 11);
  writeTwoDigits(minutes % 60, bytes, at + 14);
  return true;
}
