import { connectionSettings } from "./connection-settings.ts";
import { runSettings } from "./run-settings.ts";
import type { KeyOf, Section } from "./section.ts";
import type { Settings } from "./setting.ts";
import { tableSettings } from "./table-settings.ts";

const { bucket, ...connection } = connectionSettings;

/** The keys that hold for the whole config. */
export const topSettings = {
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
  ...connection,
  ...runSettings,
} as const satisfies Settings;

/** The JSON Schema of the config. It validates, and `--about` and docs/configuration.md show it; its key order is that of the Meltano SDK. */
export const configSchema = {
  type: "object",
  properties: topSettings,
  required: ["bucket", "tables"],
  $schema: "https://json-schema.org/draft/2020-12/schema",
} as const;

/** The keys of both levels, by level. */
export const settingsOf: { readonly top: Settings; readonly table: Settings } = {
  top: topSettings,
  table: tableSettings,
};

/** The top level of a config. */
export type TopSection = Section<typeof topSettings>;

/** The names of its settings. */
export type TopKey = keyof typeof topSettings;

/** Those that are texts. */
export type TopTextKey = KeyOf<typeof topSettings, "string">;

/** One table of a config. */
export type TableSection = Section<typeof tableSettings>;

/** The names of its settings. */
export type TableKey = keyof typeof tableSettings;

/** Those that are texts. */
export type TableTextKey = KeyOf<typeof tableSettings, "string">;
