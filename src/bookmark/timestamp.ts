// Date, then perhaps a time, a fraction and an offset: what Python's isoformat and strftime write.
const pattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads a date as the reference tap and its relatives wrote them, to milliseconds since the epoch,
 * or null when it is none. Without an offset it is UTC, never local time; finer digits are cut off.
 */
export function readTimestamp(text: string): number | null {
  const found = pattern.exec(text.trim());
  if (found === null) return null;
  const [, date = "", time = "00:00", seconds = "00", fraction = "", zone = "Z"] = found;
  const atUtc = Date.parse(`${date}T${time}:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  // Date.parse takes February 30 for March 1, and 24:00 for the next day.
  if (Number.isNaN(atUtc) || new Date(atUtc).toISOString().slice(0, date.length) !== date) return null;
  const offset = offsetMs(zone);
  return offset === null ? null : atUtc - offset;
}

function offsetMs(zone: string): number | null {
  if (/^[a-z]/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Writes a moment as Python's isoformat does in UTC: microseconds only where there is a fraction. */
export function formatLikePython(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return milliseconds % 1000 === 0 ? `${text.slice(0, -5)}+00:00` : `${text.slice(0, -1)}000+00:00`;
}
