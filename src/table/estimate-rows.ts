import { isPacked } from "./file-format.ts";
import type { Head } from "./read-heads.ts";

/**
 * About how many records `bytes` of a table's files hold, judged by the first rows of one of them. Null where its size
 * says nothing of its text: it is packed, or has no rows.
 */
export function estimateRows(key: string, heads: readonly Head[], bytes: number): number | null {
  const [head] = heads;
  if (head === undefined || head.rows.length === 0 || isPacked(key)) return null;
  const lengths = head.rows.map((row) => row.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0));
  const length = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  return roundTo(bytes / length, 2);
}

/** To so many digits that tell something. */
function roundTo(count: number, digits: number): number {
  return Number(count.toPrecision(digits));
}
