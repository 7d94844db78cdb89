import { TapError } from "../errors.ts";
import { type DateTime, isReal } from "./calendar.ts";
import type { DateReading } from "./date-forms.ts";
import { fullHour, fullYear, monthName, monthNumber, weekdayName, zoneName, zoneOffset } from "./date-parts.ts";

/** Reads the dates of one format; null for a text that is not of it. */
export type DateFormat = (text: string) => DateReading | null;

/**
 * Compiles a `date_format`: the tokens of Day.js, https://day.js.org/docs/en/parse/string-format,
 * with any text between them, which may stand in brackets. A number may lack its leading zero
 * where it does not touch another.
 */
export function compileDateFormat(format: string): DateFormat {
  const parts: Part[] = [];
  const pattern = format.replaceAll(tokenForm, (token, literal: string | undefined) => {
    const known = literal === undefined ? tokens.get(token[0] === "S" ? "S" : token) : undefined;
    if (known === undefined) return (literal ?? token).replaceAll(/[^\w\s]/g, String.raw`\$&`);
    parts.push(known.part);
    return `(${known.pattern})`;
  });
  requireDate(format, new Set(parts));
  const form = new RegExp(`^${pattern}$`, "i");
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

type Part =
  | "year"
  | "month"
  | "monthName"
  | "day"
  | "hour"
  | "half"
  | "minute"
  | "second"
  | "fraction"
  | "zone"
  | "weekday"
  | "epochSeconds"
  | "epochMilliseconds";

const twoDigits = String.raw`\d\d|(?<!\d)\d(?!\d)`;

const tokens: ReadonlyMap<string, { readonly part: Part; readonly pattern: string }> = new Map([
  ["YYYY", { part: "year", pattern: String.raw`\d{4}` }],
  ["YY", { part: "year", pattern: String.raw`\d\d` }],
  ["MMMM", { part: "monthName", pattern: monthName }],
  ["MMM", { part: "monthName", pattern: monthName }],
  ["MM", { part: "month", pattern: twoDigits }],
  ["M", { part: "month", pattern: twoDigits }],
  ["DD", { part: "day", pattern: twoDigits }],
  ["D", { part: "day", pattern: twoDigits }],
  ["dddd", { part: "weekday", pattern: weekdayName }],
  ["ddd", { part: "weekday", pattern: weekdayName }],
  ["HH", { part: "hour", pattern: twoDigits }],
  ["H", { part: "hour", pattern: twoDigits }],
  ["hh", { part: "hour", pattern: twoDigits }],
  ["h", { part: "hour", pattern: twoDigits }],
  ["A", { part: "half", pattern: String.raw`[ap]\.?m\.?` }],
  ["a", { part: "half", pattern: String.raw`[ap]\.?m\.?` }],
  ["mm", { part: "minute", pattern: twoDigits }],
  ["m", { part: "minute", pattern: twoDigits }],
  ["ss", { part: "second", pattern: twoDigits }],
  ["s", { part: "second", pattern: twoDigits }],
  ["S", { part: "fraction", pattern: String.raw`\d+` }],
  ["ZZ", { part: "zone", pattern: zoneName }],
  ["Z", { part: "zone", pattern: zoneName }],
  ["X", { part: "epochSeconds", pattern: String.raw`-?\d{1,12}(?:\.\d+)?` }],
  ["x", { part: "epochMilliseconds", pattern: String.raw`-?\d{1,15}` }],
]);

const tokenForm = /\[([^\]]*)\]|Y{2,4}|M{1,4}|D{1,2}|d{3,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|S+|Z{1,2}|[AaXx]|[^]/g;

function requireDate(format: string, parts: ReadonlySet<Part>): void {
  const hasMonth = parts.has("month") || parts.has("monthName");
  if (parts.has("epochSeconds") || parts.has("epochMilliseconds")) return;
  if (parts.has("year") && hasMonth && parts.has("day")) return;
  throw new TapError(
    "usage",
    `Cannot use the date_format ${JSON.stringify(format)}: it must name year, month and day as in "DD/MM/YYYY", or be "X" or "x" for seconds or milliseconds since 1970`,
  );
}

function timeOf(parts: ReadonlyMap<Part, string>): DateTime | null {
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
