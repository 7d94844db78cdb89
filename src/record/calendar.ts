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

/** How many days a month has; 0 for months and years that do not exist. */
function daysInMonth(year: number, month: number): number {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/** Whether date and time exist and the offset is less than a day. */
export function isReal({ year, month, day, hour, minute, second, offset }: DateTime): boolean {
  const isDate = day >= 1 && day <= daysInMonth(year, month);
  return isDate && hour < 24 && minute < 60 && second < 60 && Math.abs(offset) < 1440;
}

/** `YYYY-MM-DDTHH:MM:SS.ffffffZ` in UTC; null where that is outside the years 1 to 9999. */
export function printUtc(time: DateTime): string | null {
  const wall = `${printDate(time)}T${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}Z`;
  const utc = new Date(Date.parse(wall) - time.offset * 60_000).toISOString();
  if (utc.length > 24 || utc.startsWith("0000")) return null;
  return `${utc.slice(0, 19)}.${time.fraction.slice(0, 6).padEnd(6, "0")}Z`;
}

/** `YYYY-MM-DD`, as written. */
export function printDate({ year, month, day }: DateTime): string {
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
