import type { JsonSchema } from "../schema/json-schema.ts";

/** The columns that hold dates, or may within them, where a file knows its types. */
export function isoDatesOf(types: ReadonlyMap<string, JsonSchema>): ReadonlySet<string> {
  return new Set([...types].flatMap(([name, property]) => (mayHoldDates(property) ? [name] : [])));
}

function mayHoldDates({ type, format }: JsonSchema): boolean {
  const kinds = new Set([type].flat());
  return format === "date" || format === "date-time" || kinds.has("object") || kinds.has("array");
}
