/** A number and what it counts, as in "1 file" and "2 files". */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
