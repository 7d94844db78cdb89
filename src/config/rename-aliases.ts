import type { JsonObject } from "../json.ts";
import { tableAliases, topAliases, type Alias } from "./aliases.ts";
import type { Findings } from "./findings.ts";

/** The top level with the names of other taps replaced by ours, a note for each. */
export function renameTopAliases(values: JsonObject, findings: Findings): JsonObject {
  return renameAliases(values, topAliases, "", findings);
}

/** The same for a table. `path` is `tables[0]` or the like. */
export function renameTableAliases(values: JsonObject, path: string, findings: Findings): JsonObject {
  if (values.format === "detect") {
    findings.note(`${path}.format`, '"detect" is what happens without it');
    return renameAliases({ ...values, format: null }, tableAliases, `${path}.`, findings);
  }
  return renameAliases(values, tableAliases, `${path}.`, findings);
}

function renameAliases(
  values: JsonObject,
  aliases: ReadonlyMap<string, Alias>,
  prefix: string,
  findings: Findings,
): JsonObject {
  const entries: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(values)) {
    const alias = aliases.get(name);
    if (alias === undefined) entries.push([name, value]);
    else if (value !== null && value !== "") entries.push(...renameOne(values, name, value, alias, prefix, findings));
  }
  // Not an assignment per key: a key named __proto__ would set the prototype instead.
  return Object.fromEntries(entries);
}

function renameOne(
  values: JsonObject,
  name: string,
  value: unknown,
  { key, convert }: Alias,
  prefix: string,
  findings: Findings,
): readonly (readonly [string, unknown])[] {
  const path = `${prefix}${name}`;
  if (key === null) {
    findings.note(path, "is not needed here and has no effect");
    return [];
  }
  if (values[key] !== undefined && values[key] !== null) {
    findings.warn(path, `is ignored, because "${key}" means the same and is given too`);
    return [];
  }
  const converted = convert(value);
  if ("problem" in converted) {
    findings.reject(path, converted.problem);
    return [];
  }
  findings.note(path, `is read as "${key}"`);
  return [[key, converted.value]];
}
