import type { JsonObject } from "../json.ts";
import type { AutoDialect, Table } from "./config.ts";
import { Findings } from "./findings.ts";
import type { TableSection } from "./schema.ts";
import { reject, valueOf } from "./section.ts";
import { validate } from "./validate.ts";

/** How settings that are found come into a table whose dialect is to be found; null for any other. `parse` makes a table of a section. */
export function parseAutoDialect(table: TableSection, parse: (section: TableSection) => Table): AutoDialect | null {
  if (valueOf(table, "dialect") !== "auto") return null;
  if (valueOf(table, "schema_inference") === "compatible") {
    reject(
      table,
      "dialect",
      'cannot be "auto" where schema_inference is "compatible": such a catalog tells no dialect',
    );
  }
  const set = new Set(soughtKeys.filter((key) => isSet(table.values[key])));
  return { set, withFound: (found) => parse(withFound(table, found, set)) };
}

const soughtKeys = [
  "delimiter",
  "quote",
  "escape",
  "comment",
  "encoding",
  "header",
  "skip_lines",
  "skip_footer_lines",
  "row_delimiter",
  "trim",
] as const;

type SoughtKey = (typeof soughtKeys)[number];

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The section with what was found, except where the config says something else. Throws TapError for what is no such setting. */
function withFound(table: TableSection, found: JsonObject, set: ReadonlySet<SoughtKey>): TableSection {
  const path = `catalog: the "dialect" of stream ${JSON.stringify(table.values["table_name"])}`;
  const findings = new Findings();
  const keys = soughtKeys.filter((key) => isSet(found[key]) && !set.has(key));
  const values = Object.fromEntries(keys.map((key) => [key, found[key]]));
  const whole = { table_name: "t", search_pattern: ".", ...values };
  for (const { key, problem } of validate({ bucket: "bucket", tables: [whole] })) {
    findings.reject(`${path}.${key}`, problem);
  }
  findings.throwViolations();
  return { ...table, path, findings, values: { ...table.values, ...values } };
}
