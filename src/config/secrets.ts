import { isObject } from "../json.ts";
import { topAliases } from "./aliases.ts";
import { settingsOf } from "./schema.ts";
import type { Section } from "./section.ts";

/** The values of a config that must appear in no log. */
export function findSecrets(top: Section): readonly string[] {
  return Object.entries(top.values).flatMap(([key, value]) =>
    top.settings[key]?.secret === true && typeof value === "string" && value !== "" ? [value] : [],
  );
}

/** The same of configs that nobody has looked at, and that may be wrong: what is said of that must not hold them, either. */
export function secretsIn(sources: readonly unknown[]): readonly string[] {
  const names = secretNames();
  const values = sources.filter(isObject).flatMap((source) => names.map((name) => source[name]));
  return values.flatMap((value) => (typeof value === "string" ? [value, value.trim()] : []));
}

function secretNames(): readonly string[] {
  const names = Object.keys(settingsOf.top).filter((name) => settingsOf.top[name]?.secret === true);
  const known = new Set(names);
  return [...names, ...[...topAliases].flatMap(([name, { key }]) => (key !== null && known.has(key) ? [name] : []))];
}
