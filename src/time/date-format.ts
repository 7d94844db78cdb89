import { type DateTime, isReal, timeAt } from "./calendar.ts";
import type { DateReading } from "./date-forms.ts";
import { type DatePart, splitDateFormat } from "./date-tokens.ts";
import { fullHour, fullYear, monthName, monthNumber, weekdayName, zoneName, zoneOffset } from "./date-parts.ts";

/**
 * Compiles a `date_format`, which must name year, month and day or an epoch. A number may lack its
 * leading zero where it does not touch another. What is read is null for a text that is not of the format.
 */
export function compileDateFormat(format: string): (text: string) => DateReading | null {
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
    return time !== null && isReal(time) ? { time, isAmbiguous: false, shows: null } : null;
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
  if (seconds !== undefined) return timeAt(microseconds(seconds));
  const milliseconds = parts.get("epochMilliseconds");
  if (milliseconds !== undefined) return timeAt(1000n * BigInt(milliseconds));
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
