import type { JsonObject } from "../json.ts";
import { topAliases } from "./aliases.ts";
import { settingsOf } from "./schema.ts";

/**
 * The config that `TAP_S3_CSV_<SETTING>` variables make, as texts: parseConfig reads them as what they stand for. Hand it
 * over as the last source, because the environment beats files whatever the order. Variables that are no setting are
 * skipped, since runners export others with the same beginning.
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): JsonObject {
  const entries = names.flatMap((name) => {
    const value = environment[variableOf(name)];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The variable that holds a setting of the top level. */
export function variableOf(setting: string): string {
  return `TAP_S3_CSV_${setting.toUpperCase()}`;
}

const ownNames = Object.keys(settingsOf.top);
const names = [
  ...ownNames,
  "set_empty_values_null",
  ...[...topAliases.keys()].filter((name) => !ownNames.includes(name.toLowerCase())),
];
