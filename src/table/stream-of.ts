import type { Table } from "../config/config.ts";
import { type AddedColumn, addedColumns, type Stream } from "../record/stream.ts";
import { columnTypeOf } from "../schema/json-schema.ts";
import type { Selection } from "../singer/selection.ts";

/** What the records of a stream hold: the catalog after selection, and the table's rules for values. */
export function streamOf(
  table: Table,
  { properties, deselected, isEmpty }: Selection,
  keyProperties: readonly string[],
  hasRejects: boolean,
): Stream {
  const added = new Set(addedColumns.filter((name) => isEmpty || properties.has(name)));
  const columns = new Map(
    [...properties].flatMap(([name, schema]) => (isAdded(name) ? [] : [[name, columnTypeOf(schema)] as const])),
  );
  return {
    name: table.name,
    columns,
    deselected,
    added,
    takesEveryColumn: isEmpty,
    keyProperties,
    requiredColumns: table.dateOverrides,
    nullValues: table.nullValues,
    onMismatch: hasRejects ? "reject" : table.onMismatch,
    dateFormat: table.dateFormat,
  };
}

function isAdded(name: string): name is AddedColumn {
  const names: readonly string[] = addedColumns;
  return names.includes(name);
}
