import type { Table } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

/** A table that reads every key of its bucket, with these settings. */
export function tableWith(settings: object): Table {
  const [table] = parseConfig([{ bucket: "lake", tables: [{ table_name: "t", search_pattern: ".", ...settings }] }])
    .config.tables;
  if (table === undefined) throw new Error("There is no table");
  return table;
}
