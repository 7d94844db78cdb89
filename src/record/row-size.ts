import { valueAllowance } from "../../kernel/encode-codes.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { Layout } from "./layout.ts";

/** Room that is enough for one row whatever it holds, so that nothing that writes it has to check. As in kernel/encode.ts. */
export function sizeOfRow({ starts, ends, rows, columns }: RowBatch, row: number, layout: Layout): number {
  const first = rows[row]!;
  const end = rows[row + 1]!;
  let size = layout.fixedSize;
  if (first === end) return size;
  if (columns === undefined) return size + 6 * (ends[end - 1]! - starts[first]!) + 8 * (end - first);
  for (let field = first; field < end; field++) {
    const name = layout.slots[columns[field]!]?.prefix ?? layout.extraNames[columns[field]!];
    size += 6 * (ends[field]! - starts[field]!) + 2 * (name?.length ?? 0) + valueAllowance;
  }
  return size;
}
