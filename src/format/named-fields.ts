import { jsonKinds } from "../rows/json-kinds.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { SampledField } from "./file-format.ts";

/** The fields of one row as texts, for samples and not for every row; none of a row that is broken. */
export function namedFields(
  { bytes, starts, ends, rows, columns, kinds, keys }: NamedBatch,
  row: number,
): readonly SampledField[] {
  const fields: SampledField[] = [];
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
