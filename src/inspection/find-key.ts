import type { FileHead } from "../files/read-heads.ts";

/** A column that may be the key; or why the one that is named like it is not. */
export type KeyFound =
  | { readonly kind: "key"; readonly column: string }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly column: string; readonly why: string };

const keyName =
  /^(?:id|uuid|guid|key|code|number|no|nr|sku)$|[_\s-](?:id|uuid|guid|key|code|number|no|nr|sku)$|[a-z](?:Id|ID|Uuid|UUID|Key|Code|Number)$/i;

/** The column that is named like a key of this table, where every sampled record has a value of its own in it. */
export function findKey(table: string, heads: readonly FileHead[]): KeyFound {
  const [column] = candidates(table, heads);
  if (column === undefined) return { kind: "none" };
  const seen = new Map<string, string>();
  let records = 0;
  for (const { file, records: sampled } of heads) {
    for (const [index, record] of sampled.entries()) {
      records += 1;
      const place = `record ${index + 1} of "${file}"`;
      const field = record.find(({ name }) => name === column);
      if (field === undefined || field.kind === "null" || field.kind === "json" || field.text.trim() === "") {
        return { kind: "refused", column, why: `${place} has no value in it` };
      }
      const first = seen.get(field.text);
      if (first !== undefined) return { kind: "refused", column, why: `${place} has the value of ${first}` };
      seen.set(field.text, place);
    }
  }
  return records > 1 ? { kind: "key", column } : { kind: "none" };
}

/** Columns that are named like a key and that every file has, the likeliest first: `id`, that of the table, the leftmost. */
function candidates(table: string, heads: readonly FileHead[]): readonly string[] {
  const [first, ...others] = heads;
  const names = (first?.names ?? []).filter(
    (name) => keyName.test(name) && !name.startsWith("_sdc_") && others.every((head) => head.names.includes(name)),
  );
  const rank = (name: string): number => {
    if (/^(?:id|uuid|guid)$/i.test(name)) return 0;
    const [stem = ""] = name.toLowerCase().split(/[_\s-](?=[a-z]+$)|id$/);
    return stem.length > 2 && table.includes(stem.replace(/y$/, "")) ? 1 : 2;
  };
  return names.toSorted((a, b) => rank(a) - rank(b));
}
