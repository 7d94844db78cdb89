import { isObject, type JsonObject } from "../json.ts";
import { addedProperties } from "./catalog.ts";

/** The tap's own columns, by their names, as it writes them. */
export const ownProperties: ReadonlyMap<string, JsonObject> = new Map(Object.entries(addedProperties));

/**
 * The schema of one of the tap's own columns, where the catalog has another that does not admit what the tap writes: such as
 * that of a tap which had a list of texts in `_sdc_extra`. Null where the catalog's will do, and for all other columns.
 */
export function ownSchema(name: string, schema: JsonObject): JsonObject | null {
  const own = ownProperties.get(name);
  return own === undefined || admits(schema, own) ? null : own;
}

/** Whether a schema takes what one of the tap's does, but for null: what it writes always has a value. */
function admits(schema: unknown, own: JsonObject): boolean {
  if (!isObject(schema)) return schema !== false;
  const { type, anyOf, items } = schema;
  if (Array.isArray(anyOf) && !anyOf.some((choice) => admits(choice, own))) return false;
  if (isObject(own["items"]) && items !== undefined && !admits(items, own["items"])) return false;
  const types = new Set<unknown>([type].flat());
  const kind: unknown = [own["type"]].flat().find((one) => one !== "null");
  return type === undefined || types.has(kind) || (kind === "integer" && types.has("number"));
}
