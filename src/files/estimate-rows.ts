import type { S3Object } from "../s3/store.ts";
import { isPacked } from "./file-format.ts";
import type { Head } from "./read-heads.ts";

/**
 * About how many records `bytes` of a table's files hold, judged by the first rows, `limits.rows` at most, of one of
 * them. Null where its size says nothing of its text: it is packed, has no rows, or is a long file of JSON Lines.
 */
export function estimateRows(
  { key, size }: S3Object,
  heads: readonly Head[],
  bytes: number,
  limits: { readonly rows: number; readonly bytes: number },
): number | null {
  const [head] = heads;
  if (head === undefined || isPacked(key)) return null;
  const count = head.rows.length + head.objects.length;
  const isWhole = count < limits.rows && size <= limits.bytes;
  if (count === 0 || (!isWhole && head.rows.length === 0)) return null;
  return roundTo(bytes / (isWhole ? size / count : averageLength(head.rows)), 2);
}

function averageLength(rows: readonly (readonly string[])[]): number {
  const lengths = rows.map((row) => row.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0));
  return lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
}

/** To so many digits that tell something. */
function roundTo(count: number, digits: number): number {
  return Number(count.toPrecision(digits));
}
