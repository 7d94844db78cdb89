import type { TimeUnit } from "./avro-type.ts";
import type { Cursor } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { writeAscii, writeDigits } from "./write-number.ts";

/**
 * How moments are written: as in our records, 2024-01-02T03:04:05.000000Z, or as Python prints them, with a space,
 * without a fraction that is zero, and with an offset where there is a zone: 2024-01-02 03:04:05+00:00.
 */
export type TimeStyle = "iso" | "python";

const colon = 0x3a;
const minus = 0x2d;
const point = 0x2e;

/** Writes a day, counted from 1970-01-01. There must be room, as for everything here. */
export function writeDay(days: number, out: TextBuffer): void {
  // By https://howardhinnant.github.io/date_algorithms.html#civil_from_days, in years that begin in March.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const day = dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  writeYear(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), out);
  out.bytes[out.at++] = minus;
  writeDigits(month, 2, out);
  out.bytes[out.at++] = minus;
  writeDigits(day, 2, out);
}

/** Years that no date of a target has are marked by a sign, as in ISO 8601, and so fit no date column. */
function writeYear(year: number, out: TextBuffer): void {
  if (year >= 1 && year <= 9999) writeDigits(year, 4, out);
  else writeAscii(`${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`, out);
}

/** Writes a moment, counted from 1970-01-01, of the number that was read last. */
export function writeMoment(
  value: number,
  cursor: Cursor,
  unit: TimeUnit,
  zone: string,
  style: TimeStyle,
  out: TextBuffer,
): void {
  const unitsOfDay = 86_400 * unit;
  // In days and the rest, since the microseconds of many years are more than a double holds.
  let days = Math.floor(value / unitsOfDay);
  let rest = value - days * unitsOfDay;
  if (Number.isNaN(value)) {
    const wideOfDay = BigInt(unitsOfDay);
    const wideRest = ((cursor.wide % wideOfDay) + wideOfDay) % wideOfDay;
    days = Number((cursor.wide - wideRest) / wideOfDay);
    rest = Number(wideRest);
  }
  writeDay(days, out);
  out.bytes[out.at++] = style === "iso" ? 0x54 : 0x20;
  writeClock(microseconds(rest, unit), style, out);
  if (zone !== "") writeAscii(zone, out);
}

/** Writes a time of day in microseconds. */
export function writeClock(micros: number, style: TimeStyle, out: TextBuffer): void {
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  writeDigits(hours, 2, out);
  out.bytes[out.at++] = colon;
  writeDigits(minutes - 60 * hours, 2, out);
  out.bytes[out.at++] = colon;
  writeDigits(seconds - 60 * minutes, 2, out);
  if (style === "python" && fraction === 0) return;
  out.bytes[out.at++] = point;
  writeDigits(fraction, 6, out);
}

/** Whole ones: what is smaller is cut off, so that a moment never becomes a later one. */
export function microseconds(value: number, unit: TimeUnit): number {
  return unit <= 1e6 ? value * (1e6 / unit) : Math.floor(value / 1000);
}
