import type { Table } from "../config/config.ts";
import type { TableLog } from "../log/held-log.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import { quoted } from "../wording/quoted.ts";

/** The properties of columns that keys tell: text unless the config says otherwise, however they look. */
export function pathProperties(
  names: readonly string[],
  { columns, dateOverrides }: Table,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    names.map((name) => {
      const kind = columns.get(name) ?? (dateOverrides.includes(name) ? "date-time" : "string");
      return [name, propertyOf(kind === "json" ? "string" : kind)];
    }),
  );
}

/** Columns that both the key and the file tell are the key's. */
export function warnOfOverridden(
  path: readonly string[],
  columns: readonly string[],
  table: Table,
  log: TableLog,
): void {
  const both = columns.filter((name) => path.includes(name));
  if (both.length === 0) return;
  log.warn(
    `Keys of table "${table.name}" tell the columns ${quoted(both)}, which its files have as well: the value of the key ` +
      `is taken, and what the file holds goes into _sdc_extra`,
  );
}
