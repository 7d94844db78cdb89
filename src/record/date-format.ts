import { type DatePart, splitDateFormat } from "../schema/date-tokens.ts";
import { type DateTime, isReal } from "./calendar.ts";
import type { DateReading } from "./date-forms.ts";
import { fullHour, fullYear, monthName, monthNumber, weekdayName, zoneName, zoneOffset } from "./date-parts.ts";

/** Reads the dates of one format; null for a text that is not of it. */
export type DateFormat = (text: string) => DateReading | null;

/**
 * Compiles a `date_format`, which must name year, month and day or an epoch. A number may lack its
 * leading zero where it does not touch another.
 */
export function compileDateFormat(format: string): DateFormat {
  const parts: DatePart[] = [];
  const pattern = splitDateFormat(format).map(({ part, text }) => {
    if (part === null) return text.replaceAll(/[^\w\s]/g, String.raw`\$&`);
    parts.push(part);
    return `(${text === "YY" ? twoDigitYear : patterns[part]})`;
  });
  const form = new RegExp(`^${pattern.join("")}$`, "i");
  return (text) => {
    const match = form.exec(text.trim());
    if (match === null) return null;
    const time = timeOf(new Map(parts.map((part, index) => [part, match[index + 1] ?? ""])));
    return time !== null && isReal(time) ? { time, isAmbiguous: false } : null;
  };
}

/** Whether the format reads the likes of 2024-01-02 as the first of February. */
export function isYearDayMonth(format: string): boolean {
  return /^\W*Y.*D.*M/.test(format);
}

const twoDigitYear = String.raw`\d\d`;
const twoDigits = String.raw`\d\d|(?<!\d)\d(?!\d)`;

const patterns: Readonly<Record<DatePart, string>> = {
  year: String.raw`\d{4}`,
  month: twoDigits,
  monthName,
  day: twoDigits,
  weekday: weekdayName,
  hour: twoDigits,
  half: String.raw`[ap]\.?m\.?`,
  minute: twoDigits,
  second: twoDigits,
  fraction: String.raw`\d+`,
  zone: zoneName,
  epochSeconds: String.raw`-?\d{1,12}(?:\.\d+)?`,
  epochMilliseconds: String.raw`-?\d{1,15}`,
};

function timeOf(parts: ReadonlyMap<DatePart, string>): DateTime | null {
  const seconds = parts.get("epochSeconds");
  if (seconds !== undefined) return epochTime(microseconds(seconds));
  const milliseconds = parts.get("epochMilliseconds");
  if (milliseconds !== undefined) return epochTime(1000n * BigInt(milliseconds));
  const name = parts.get("monthName");
  return {
    year: fullYear(parts.get("year") ?? ""),
    month: name === undefined ? Number(parts.get("month")) : monthNumber(name),
    day: Number(parts.get("day")),
    hour: fullHour(Number(parts.get("hour") ?? 0), parts.get("half")),
    minute: Number(parts.get("minute") ?? 0),
    second: Number(parts.get("second") ?? 0),
    fraction: parts.get("fraction") ?? "",
    offset: zoneOffset(parts.get("zone") ?? ""),
  };
}

function microseconds(seconds: string): bigint {
  const [whole = "", fraction = ""] = seconds.split(".");
  return BigInt(whole + fraction.slice(0, 6).padEnd(6, "0"));
}

function epochTime(microseconds: bigint): DateTime | null {
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
