import type { Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import { quoted } from "../wording/quoted.ts";

/** The error that names the columns which the config counts on and no file has, or null. */
export function missingColumns(table: Table, columns: readonly string[]): TapError | null {
  const known = new Set(columns);
  for (const [setting, names] of [
    ["key_properties", table.keyProperties],
    ["date_overrides", table.dateOverrides],
  ] as const) {
    const missing = names.filter((name) => !isAddedColumn(name) && !known.has(name));
    if (missing.length === 0) continue;
    return new TapError(
      "data",
      `No file of table "${table.name}" has the column ${quoted(missing)} that ${setting} names; the columns are ` +
        `${quoted(columns.slice(0, maxNames))}${columns.length > maxNames ? " and more" : ""}; correct ${setting}`,
    );
  }
  return null;
}

const maxNames = 20;
