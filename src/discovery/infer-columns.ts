import type { Table } from "../config/config.ts";
import { SampledColumn } from "../schema/infer.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import type { Head } from "../files/read-heads.ts";

/** The properties of a table's schema: its columns with their types, without the tap's own. */
export function inferColumns(
  columns: readonly string[],
  heads: readonly Head[],
  table: Table,
): ReadonlyMap<string, JsonSchema> {
  const sampled = table.schemaInference === "sample" ? sampleColumns(columns, heads, table) : null;
  const dates = new Set(table.dateOverrides);
  return new Map(
    columns.map((name) => {
      const inferred = sampled?.get(name)?.kind() ?? "string";
      return [name, propertyOf(table.columns.get(name) ?? (dates.has(name) ? "date-time" : inferred))];
    }),
  );
}

function sampleColumns(
  columns: readonly string[],
  heads: readonly Head[],
  table: Table,
): ReadonlyMap<string, SampledColumn> {
  const sampled = new Map(columns.map((name) => [name, new SampledColumn(table.nullValues)]));
  for (const { names, rows, objects } of heads) {
    // Of a name that occurs twice only the first is the column.
    const fields = names.map((name, field) => (names.indexOf(name) === field ? sampled.get(name) : undefined));
    for (const row of rows) {
      for (const [field, text] of row.entries()) fields[field]?.observe(text);
    }
    for (const { name, kind, text } of objects.flat()) sampled.get(name)?.observeJson(kind, text);
  }
  return sampled;
}
