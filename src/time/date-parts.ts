/** A pattern for the names of the months, whole or short. */
export const monthName =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/** A pattern for the names of the days of the week, whole or short. */
export const weekdayName =
  "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";

/** A pattern for zones: offsets, and the names that RFC 5322 section 4.3 gives one meaning. */
export const zoneName = String.raw`[+-]\d\d(?::?\d\d)?|Z|UTC?|GMT|[ECMP][SD]T`;

/** 1 for January. */
export function monthNumber(name: string): number {
  return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;
}

/** Two digits are a year from 1969 to 2068, as POSIX has it for strptime; a window around today would move. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

/** The hour of a day of 24 hours; NaN if the hour does not exist in its half of the day. */
export function fullHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
}

/** Minutes ahead of UTC; no zone is UTC. */
export function zoneOffset(zone: string): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (hours === undefined) return namedOffset(zone.toUpperCase());
  const offset = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59) return Number.NaN;
  return sign === "-" ? -offset : offset;
}

/** Central European Time and the like have no place here: their names are used for several offsets. */
function namedOffset(name: string): number {
  const hours = ["EDT", "CDT", "MDT", "PDT"].indexOf(name);
  const standardHours = ["EST", "CST", "MST", "PST"].indexOf(name);
  if (hours >= 0) return -60 * (hours + 4);
  return standardHours >= 0 ? -60 * (standardHours + 5) : 0;
}
