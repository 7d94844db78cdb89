import type { Head } from "../format/file-format.ts";
import type { S3Object } from "../s3/store.ts";
import { isPacked } from "./format-of.ts";

/**
 * About how many records `bytes` of a table's files hold, judged by the first records, `limits.records` at most, of one
 * of them. Null where its size says nothing of its text: it is packed, has no records, or is a long file of JSON Lines.
 */
export function estimateRows(
  { key, size }: S3Object,
  heads: readonly Head[],
  bytes: number,
  limits: { readonly records: number; readonly bytes: number },
): number | null {
  const [head] = heads;
  if (head === undefined || isPacked(key)) return null;
  const count = head.records.length;
  const isWhole = count > 0 && count < limits.records && size <= limits.bytes;
  const recordSize = isWhole ? size / count : head.recordSize;
  return recordSize === null ? null : roundTo(bytes / recordSize, 2);
}

/** To so many digits that tell something. */
function roundTo(count: number, digits: number): number {
  return Number(count.toPrecision(digits));
}
