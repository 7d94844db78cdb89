import type { Settings } from "./setting.ts";
import { tableSettings } from "./table-settings.ts";
import { topSettings } from "./top-settings.ts";

const { bucket, ...others } = topSettings;

/** The JSON Schema of the config. It validates, and `--about` and the README show it; its key order is that of the Meltano SDK. */
export const configSchema = {
  type: "object",
  properties: {
    bucket,
    tables: {
      type: ["array", "string"],
      minItems: 1,
      description: "What to read: a list of tables, or the same as a JSON string.",
      items: {
        type: "object",
        properties: tableSettings,
        required: ["table_name", "search_pattern"],
      },
    },
    ...others,
  } satisfies Settings,
  required: ["bucket", "tables"],
  $schema: "https://json-schema.org/draft/2020-12/schema",
} as const;

/** The keys of both levels, by level. */
export const settingsOf: { readonly top: Settings; readonly table: Settings } = {
  top: configSchema.properties,
  table: tableSettings,
};
