import { BadAnswer } from "./failure.ts";

/**
 * The store's time at a moment that is not later than its answer: the `Date` header, which is
 * written when the answer begins, less the whole request, less the second that the header rounds
 * away. The machine's own clock is never asked.
 */
export function storeClock(headers: Readonly<Record<string, string>>, tookMs: number): Date {
  const answered = Date.parse(headers["date"] ?? "");
  if (Number.isNaN(answered)) {
    throw new BadAnswer("the answer has no `Date` header");
  }
  return new Date(Math.floor((answered - tookMs - 1000) / 1000) * 1000);
}
