/** A point in time, and how it was read where that could surprise. */
export interface Moment {
  readonly date: Date;
  /** True for 01/02/2024, which is read as singer-io/tap-s3-csv reads it: the month first. */
  readonly isAmbiguous: boolean;
}

/**
 * Reads a point in time in the forms that people write: ISO 8601, a date alone, months by name, slashes. Without a zone
 * it is UTC. Undefined for anything else, also for a day that does not exist.
 */
export function parseMoment(text: string): Moment | undefined {
  for (const form of forms) {
    const parts = form.exec(text.trim())?.groups;
    if (parts === undefined) continue;
    const date = toDate(parts);
    const isAmbiguous = form === monthFirst && Number(parts.day) <= 12 && Number(parts.day) !== Number(parts.month);
    return date && { date, isAmbiguous };
  }
  return undefined;
}

const time =
  "(?<hour>\\d{1,2}):?(?<minute>\\d{2})(?::?(?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?(?: ?(?<half>[ap])\\.?m\\.?)? ?(?<zone>z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)?";
const yearFirst = `(?<year>\\d{4})(?<dash>[-/.])(?<month>\\d{1,2})\\k<dash>(?<day>\\d{1,2})(?:(?:t| +)${time})?`;
const compact = `(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:(?:t| +)${time})?`;
const dayAndName = `(?:[a-z]{3,9},? +)?(?<day>\\d{1,2})[ -](?<name>[a-z]{3,9})[ -](?<year>\\d{4})(?:,? +${time})?`;
const nameAndDay = `(?<name>[a-z]{3,9}) +(?<day>\\d{1,2}),? +(?<year>\\d{4})(?:,? +${time})?`;
const dayFirst = `(?<day>1[3-9]|2\\d|3[01])/(?<month>\\d{1,2})/(?<year>\\d{4})(?: +${time})?`;
const monthFirst = whole(`(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?: +${time})?`);
const forms = [whole(yearFirst), whole(compact), whole(dayAndName), whole(nameAndDay), whole(dayFirst), monthFirst];

function whole(form: string): RegExp {
  return new RegExp(`^${form}$`, "i");
}

type Parts = Readonly<Record<string, string | undefined>>;

function toDate(parts: Parts): Date | undefined {
  const month = parts.name === undefined ? Number(parts.month) : monthOf(parts.name);
  const [year, day, hour] = [Number(parts.year), Number(parts.day), hourOf(Number(parts.hour ?? 0), parts.half)];
  const [minute, second] = [Number(parts.minute ?? 0), Number(parts.second ?? 0)];
  const milliseconds = Math.floor(Number(`0.${parts.fraction ?? 0}`) * 1000);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  // Date.UTC carries 30 February over into March.
  if (month < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return new Date(date.getTime() - offsetOf(parts.zone));
}

/** Of a day of 24 hours; one that does not exist where 13 PM or 0 AM is written. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** 1 to 12, or 0 for a name that is none. */
function monthOf(name: string): number {
  const short = name.slice(0, 3).toLowerCase();
  return ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].indexOf(short) + 1;
}

/** Milliseconds east of UTC. */
function offsetOf(zone: string | undefined): number {
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
