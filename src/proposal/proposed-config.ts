import { isObject, type JsonObject } from "../json.ts";

/** A config as it was written, with these tables behind those that it has. */
export function proposedConfig(written: JsonObject, tables: readonly JsonObject[]): JsonObject {
  const { tables: given, ...rest } = written;
  return { ...rest, tables: [...listOf(given), ...tables] };
}

/** The tables of a config, which may have them as a text. */
function listOf(tables: unknown): readonly JsonObject[] {
  const list: unknown = typeof tables === "string" && tables.trim() !== "" ? JSON.parse(tables) : tables;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
