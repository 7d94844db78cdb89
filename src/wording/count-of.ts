import { formatCount } from "./amounts.ts";

/** A number and what it counts, as in "1 file" and "2,000 files". */
export function countOf(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}
