/** What comes first in dates such as 01/02/2020, where that is known. */
export type KnownOrder = "day-first" | "month-first";

/**
 * How such dates are read. `guessed`: with the month first for want of proof. `either`: the month first, but in dates that
 * only make sense otherwise, each by itself.
 */
export type DateOrder = KnownOrder | "guessed" | "either";

/** Text that says of the day or the month only that it comes first. */
const unordered = /^\s*(?:[a-z]{3,9}(?:\.?,\s*|\.?\s+))?\d\d?[-/.]\d\d?[-/.]\d/i;

/** Whether a text may be a date whose day and month only their order tells apart: quick, and not certain. */
export function mayBeUnordered(text: string): boolean {
  return unordered.test(text);
}
