import type { Table } from "../config/config.ts";
import { parseConfig } from "../config/parse-config.ts";
import type { JsonObject } from "../json.ts";

/** The table that these settings make. Throws TapError of kind "usage" where they make none. */
export function tableOf(settings: JsonObject): Table {
  const [table] = parseConfig([{ bucket: "any-bucket", tables: [settings] }]).config.tables;
  if (table === undefined) throw new Error("a config with one table has none");
  return table;
}
