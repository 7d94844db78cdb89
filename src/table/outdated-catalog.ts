import type { Table } from "../config/config.ts";
import type { Stream } from "../record/stream.ts";
import type { ColumnType, ValueKind } from "../schema/column-type.ts";
import { quoted } from "../wording/quoted.ts";

/**
 * What the config says of keys and types that the catalog does not have, because it was made before, as a sentence; null where
 * there is nothing. The catalog counts, and a target that appends, or takes amounts for text, tells nobody.
 */
export function tellOutdated(table: Table, { columns, keyProperties }: Stream): string | null {
  const keys = new Set(keyProperties);
  const isSameKey = keys.size === table.keyProperties.length && table.keyProperties.every((name) => keys.has(name));
  const asked = new Map<string, ValueKind>([
    ...table.dateOverrides.map((name) => [name, "date-time"] as const),
    ...table.columns,
  ]);
  const others = [...asked].flatMap(([name, kind]) => {
    const type = columns.get(name);
    return type === undefined || takes(type, kind) ? [] : [name];
  });
  const differences = [
    ...(table.keyProperties.length === 0 || isSameKey ? [] : [`the key ${quoted(table.keyProperties)}`]),
    ...(others.length === 0 ? [] : [`the types of ${quoted(others)}`]),
  ];
  if (differences.length === 0) return null;
  return (
    `The catalog does not have ${differences.join(" and ")} that the config sets for table "${table.name}"; what the ` +
    `catalog says counts: discover again, or correct one of them`
  );
}

/** JSON is an object, an array, or text where samples had both. */
function takes({ kinds }: ColumnType, kind: ValueKind): boolean {
  if (kind === "json") return kinds.some((known) => ["object", "array", "string"].includes(known));
  return kinds.includes(kind);
}
