import type { Table } from "../config/config.ts";
import { type AddedColumn, addedColumns } from "../schema/added-columns.ts";
import type { Stream } from "../record/stream.ts";
import { columnTypeOf } from "../schema/json-schema.ts";
import type { Selection } from "../singer/selection.ts";
import { numberFormOf } from "./number-form-of.ts";

/** What decides on values besides the types of columns. */
interface CatalogFacts {
  readonly hasRejects: boolean;
  /** The catalog is the reference tap's. */
  readonly isReference: boolean;
  /** By column, what its dates have first, as far as the catalog says it. */
  readonly dateOrders: NonNullable<Stream["dateOrders"]>;
}

/**
 * What the records of a stream hold: the catalog after selection, and the table's rules for values.
 */
export function streamOf(
  table: Table,
  { properties, deselected, isEmpty }: Selection,
  keyProperties: readonly string[],
  { hasRejects, isReference, dateOrders }: CatalogFacts,
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
    ...(isReference || table.schemaInference === "compatible" ? {} : { dateOrders }),
    numbers: numberFormOf(table, isReference),
    sampled: new Set(table.schemaInference === "sample" && !isReference ? undeclared(columns.keys(), table) : []),
  };
}

/** Columns whose type the table does not set. */
function undeclared(names: Iterable<string>, { columns }: Table): readonly string[] {
  return [...names].filter((name) => !columns.has(name));
}

function isAdded(name: string): name is AddedColumn {
  const names: readonly string[] = addedColumns;
  return names.includes(name);
}
