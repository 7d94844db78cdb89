/** A point in time as it is written: wall clock and offset. The date exists, the time is between 00:00:00 and 23:59:59. */
export interface DateTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits behind the second; any number of them. */
  readonly fraction: string;
  /** Minutes ahead of UTC; 0 where nothing is written. */
  readonly offset: number;
}

/** Whether date and time exist and the offset is less than a day. */
export function isReal({ year, month, day, hour, minute, second, offset }: DateTime): boolean {
  const isDate = day >= 1 && day <= daysInMonth(year, month);
  return isDate && hour < 24 && minute < 60 && second < 60 && Math.abs(offset) < 1440;
}

/** How many days a month has; 0 for months and years that do not exist. */
function daysInMonth(year: number, month: number): number {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/** The time so many microseconds after the beginning of 1970, in UTC; null for one that JavaScript cannot tell. */
export function timeAt(microseconds: bigint): DateTime | null {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((microseconds - fraction) / 1000n));
  if (Number.isNaN(date.getTime())) return null;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: String(fraction).padStart(6, "0"),
    offset: 0,
  };
}

const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/** Milliseconds since the beginning of 1970, finer digits cut off; null outside the years 1 to 9999 in UTC. */
export function epochMs(time: DateTime): number | null {
  const { hour, minute, second, fraction, offset } = time;
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}.${fraction.slice(0, 3).padEnd(3, "0")}`;
  const utc = Date.parse(`${printDate(time)}T${clock}Z`) - offset * 60_000;
  return utc < earliest || utc > latest ? null : utc;
}

/** `YYYY-MM-DDTHH:MM:SS.ffffffZ` in UTC; null where that is outside the years 1 to 9999. */
export function printUtc(time: DateTime): string | null {
  const utc = epochMs(time);
  if (utc === null) return null;
  return `${new Date(utc).toISOString().slice(0, 19)}.${time.fraction.slice(0, 6).padEnd(6, "0")}Z`;
}

/** `YYYY-MM-DD`, as written. */
export function printDate({ year, month, day }: DateTime): string {
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
