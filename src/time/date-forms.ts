import { type DateTime, isReal } from "./calendar.ts";
import type { DateOrder, KnownOrder } from "./date-order.ts";
import { fullHour, fullYear, monthName, monthNumber, weekdayName, zoneName, zoneOffset } from "./date-parts.ts";

/** A date as it was read. */
export interface DateReading {
  readonly time: DateTime;
  /** Day and month could be the other way round, as in 01/02/2020. */
  readonly isAmbiguous: boolean;
  /** What comes first, where nothing but the order tells day and month apart and only one of the two makes sense. */
  readonly shows: KnownOrder | null;
}

/**
 * Reads a date, or a date and time, in ISO 8601 and the other common forms that name year, month
 * and day. A date that lacks one of them is none, because the day of the run would have to fill it
 * in. Where nothing but the order tells day and month apart, the order says which comes first; without one it is the
 * month, as in Python's dateutil.
 */
export function readCommonDate(text: string, order: DateOrder = "either"): DateReading | null {
  if (text.length > longest) return null;
  const written = text.trim();
  const trimmed = letterFirst.test(written) ? written.replace(weekday, "").replace(yearLast, "$1 $4 $2$3") : written;
  for (const form of dateForms) {
    const date = form.exec(trimmed);
    const time = date === null ? null : timeForm.exec(trimmed.slice(date[0].length));
    if (date !== null && time !== null) return readingOf({ ...date.groups, ...time.groups }, order);
  }
  return null;
}

/** More characters than any date takes: what is longer is not worth the searches. */
const longest = 80;

const letterFirst = /^[a-z]/i;

const weekday = new RegExp(String.raw`^(?:${weekdayName})(?:\.?,\s*|\.?\s+)`, "i");

/** As C's asctime() writes it: Jan 31 10:11:12 UTC 2024. */
const yearLast = new RegExp(String.raw`^((?:${monthName})\s+\d\d?)\s+([\d:]+)(\s+(?:${zoneName}))?\s+(\d{4})$`, "i");

const name = String.raw`(?<name>${monthName})\.?`;
const day = String.raw`(?<day>\d\d?)(?:st|nd|rd|th)?`;
const dateForms = [
  // 2024-01-31, 2024/1/31
  String.raw`(?<year>\d{4})(?<separator>[-/.])(?<month>\d\d?)\k<separator>(?<day>\d\d?)(?!\d)`,
  // 20240131
  String.raw`(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?=\D|(?:\d{4}(?:\d\d)?)?(?!\d))`,
  // 31 Jan 2024, 31-Jan-24
  String.raw`${day}\.?[-/ ]\s*${name},?[-/ ]\s*(?<year>\d{4}|\d\d)(?!\d)`,
  // Jan 31, 2024
  String.raw`${name}[-/ ]\s*${day}(?:,\s*|[-/ ]\s*)(?<year>\d{4})(?!\d)`,
  // 2024-Jan-31
  String.raw`(?<year>\d{4})[-/ ]${name}[-/ ](?<day>\d\d?)(?!\d)`,
  // 01/31/2024, 31.1.24
  String.raw`(?<month>\d\d?)(?<order>[-/.])(?<day>\d\d?)\k<order>(?<year>\d{4}|\d\d)(?!\d)`,
].map((form) => new RegExp(`^${form}`, "i"));

/** What follows a date: nothing, or a time with an optional zone. An hour alone must be marked as one. */
const timeForm = new RegExp(
  String.raw`^(?:(?:[T:]|,?\s+(?:at\s+)?|(?=\d))(?<hour>(?<=T)\d\d|\d\d?(?=:\d|\d\d|\s*[ap]))` +
    String.raw`(?::?(?<minute>\d\d?)(?::?(?<second>\d\d?)(?:[.,](?<fraction>\d+))?)?)?` +
    String.raw`(?:\s*(?<half>[ap])\.?m\.?)?(?:\s*(?<zone>${zoneName}))?)?$`,
  "i",
);

type Groups = Readonly<Record<string, string | undefined>>;

function readingOf(groups: Groups, order: DateOrder): DateReading | null {
  const first = groups["name"] === undefined ? Number(groups["month"]) : monthNumber(groups["name"]);
  const second = Number(groups["day"]);
  const isUnordered = groups["order"] !== undefined;
  const isDayFirst = isUnordered && (order === "day-first" || (order === "either" && first > 12));
  const time: DateTime = {
    year: fullYear(groups["year"] ?? ""),
    month: isDayFirst ? second : first,
    day: isDayFirst ? first : second,
    hour: fullHour(Number(groups["hour"] ?? 0), groups["half"]),
    minute: Number(groups["minute"] ?? 0),
    second: Number(groups["second"] ?? 0),
    fraction: groups["fraction"] ?? "",
    offset: zoneOffset(groups["zone"] ?? ""),
  };
  if (!isReal(time)) return null;
  if (!isUnordered || first === second) return { time, isAmbiguous: false, shows: null };
  if (first > 12) return { time, isAmbiguous: false, shows: "day-first" };
  if (second > 12) return { time, isAmbiguous: false, shows: "month-first" };
  return { time, isAmbiguous: order === "either" || order === "guessed", shows: null };
}
