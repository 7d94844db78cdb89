import type { Table } from "../config/config.ts";
import { jsonKinds } from "../rows/json-kinds.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { JsonOptions } from "../jsonl/read-json-rows.ts";

/** One member of an object, for samples and not for every row. */
export interface JsonField {
  readonly name: string;
  /** As in `NamedBatch`: a number of any form, an object or an array as it stands. */
  readonly kind: Exclude<keyof typeof jsonKinds, "broken">;
  readonly text: string;
}

/** How a table's JSON Lines are sampled: a line that is going to be a reject tells nothing. */
export function jsonOptionsOf({ dialect, hasRejectStream }: Table): JsonOptions {
  return { maxRecordSize: dialect.maxRecordSize, firstLine: 1, onBroken: hasRejectStream ? "keep" : "fail" };
}

/** The members of one object; none of a line that is broken. */
export function jsonFields(
  { bytes, starts, ends, rows, columns, kinds, keys }: NamedBatch,
  row: number,
): readonly JsonField[] {
  const fields: JsonField[] = [];
  for (let field = rows[row] ?? 0; field < (rows[row + 1] ?? 0); field++) {
    if (kinds[field] === jsonKinds.broken) continue;
    fields.push({
      name: keys[columns[field] ?? 0] ?? "",
      kind: kindNames[kinds[field] ?? 0] ?? "text",
      text: Buffer.from(bytes.subarray(starts[field], ends[field])).toString(),
    });
  }
  return fields;
}

/** By number. */
const kindNames = (["text", "number", "boolean", "null", "json"] as const).toSorted(
  (a, b) => jsonKinds[a] - jsonKinds[b],
);
