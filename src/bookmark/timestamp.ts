import { epochMs } from "../time/calendar.ts";
import { readIsoDate } from "../time/read-date.ts";

/**
 * Reads a date as the reference tap and its relatives wrote them, to milliseconds since the epoch, or null when it is
 * none. Without an offset it is UTC, never local time; finer digits are cut off. Only ISO 8601: a program wrote it, and
 * a bookmark with day and month the other way round would lose files.
 */
export function readTimestamp(text: string): number | null {
  const reading = readIsoDate(text);
  return reading === null ? null : epochMs(reading.time);
}

/** Writes a moment as Python's isoformat does in UTC: microseconds only where there is a fraction. */
export function formatLikePython(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return milliseconds % 1000 === 0 ? `${text.slice(0, -5)}+00:00` : `${text.slice(0, -1)}000+00:00`;
}
