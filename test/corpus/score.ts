import type { Rows } from "./tables.ts";

/** The part of the cells, those of the names among them, that were read as a person reads them, each in its place. */
export function scoreCells(expected: Rows, read: Rows): number {
  let right = 0;
  let cells = 0;
  for (const [row, fields] of expected.entries()) {
    for (const [column, field] of fields.entries()) {
      cells += 1;
      if ((read[row]?.[column] ?? "") === field && row < read.length) right += 1;
    }
  }
  // Rows that nobody wrote are as wrong as those that are missing.
  const surplus = Math.max(0, read.length - expected.length) * (expected[0]?.length ?? 0);
  return right / (cells + surplus);
}
