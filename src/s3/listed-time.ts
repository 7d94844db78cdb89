/**
 * The time at a place, which is known to have the form 2026-01-01T00:00:00Z, or that with milliseconds. Undefined for what the
 * calendar or the clock does not have, which would become another time, and for the years before 1000.
 */
export function timeAt(xml: Buffer, at: number, hasMilliseconds: boolean): Date | undefined {
  const midnight = midnightOf(numberAt(xml, at, at + 4), numberAt(xml, at + 5, at + 7), numberAt(xml, at + 8, at + 10));
  const hour = numberAt(xml, at + 11, at + 13);
  const minute = numberAt(xml, at + 14, at + 16);
  const second = numberAt(xml, at + 17, at + 19);
  if (midnight === null || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = hasMilliseconds ? numberAt(xml, at + 20, at + 23) : 0;
  return new Date(midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds);
}

/** Of digits. */
export function numberAt(xml: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + (xml[at] ?? 0) - 0x30;
  return number;
}

/** The day that was asked for last, and its midnight: what stands together was often written together. */
let lastDay = 0;
let lastMidnight: number | null = null;

function midnightOf(year: number, month: number, day: number): number | null {
  const asked = (year * 100 + month) * 100 + day;
  if (asked === lastDay) return lastMidnight;
  const time = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 1000 && month >= 1 && month <= 12 && time.getUTCDate() === day;
  lastDay = asked;
  lastMidnight = isDay ? time.getTime() : null;
  return lastMidnight;
}
