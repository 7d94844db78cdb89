import type { Config } from "../config/config.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Secrets } from "../log/secrets.ts";
import { environmentWord, readEnvironmentSource, resolveConfig } from "./load-config.ts";
import { readJson } from "./read-json.ts";

/** A config that may have no tables yet. */
export interface UnfinishedConfig {
  /** As far as it goes: with the tables that there are. */
  readonly config: Config;
  /** What its files hold, the later before the earlier, as they hold it. */
  readonly written: JsonObject;
}

/** What stands for tables where there are none: it takes no key. */
export const noTable = { table_name: "none", search_pattern: "a^" };

/** Reads configs as `loadConfig` does, where tables are still to be found. `given` goes before all of them. */
export async function loadUnfinishedConfig(
  names: readonly string[],
  given: JsonObject,
  env: NodeJS.ProcessEnv,
  secrets: Secrets,
): Promise<UnfinishedConfig> {
  const files: unknown[] = [];
  for (const name of names) if (name !== environmentWord) files.push(await readJson(name, "config"));
  const environment = names.includes(environmentWord) ? await readEnvironmentSource(env) : {};
  const sources = [...files, environment, given];
  const hasTables = sources.some((source) => isObject(source) && isGiven(source["tables"]));
  const { config } = await resolveConfig(hasTables ? sources : [...sources, { tables: [noTable] }], env, secrets);
  const written: JsonObject = Object.assign({}, ...files.filter(isObject), given);
  return { config: hasTables ? config : { ...config, tables: [] }, written };
}

function isGiven(tables: unknown): boolean {
  return tables !== undefined && tables !== null && tables !== "" && !(Array.isArray(tables) && tables.length === 0);
}
