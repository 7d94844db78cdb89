import { compileDateFormat, isYearDayMonth } from "./date-format.ts";
import { type DateReading, readCommonDate } from "./date-forms.ts";
import type { DateOrder } from "./date-order.ts";

/** Reads dates of one form, or several; null for a text that is none. */
export type DateReader = (text: string) => DateReading | null;

/** How dates are read: as the `date_format` of the table says, or in any common form, with day and month in this order. */
export function dateReader(format: string | null, order: DateOrder): DateReader {
  if (format === null) return (text) => readCommonDate(text, order);
  const read = compileDateFormat(format);
  // A table has one date_format, but its columns may not; what ISO 8601 says cannot be meant otherwise.
  return isYearDayMonth(format) ? read : (text) => read(text) ?? readIsoDate(text);
}

/** Reads a date that begins as in 2024-01-31: the form of those that programs write, of which none is ambiguous. */
export function readIsoDate(text: string): DateReading | null {
  return /^\s*\d{4}-\d\d-\d\d/.test(text) ? readCommonDate(text) : null;
}
