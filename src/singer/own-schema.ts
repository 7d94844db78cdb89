import { isObject, type JsonObject } from "../json.ts";
import { addedProperties } from "./catalog.ts";

/** What the tap writes into its own columns, and into the items of a list. */
const kinds: Readonly<Record<string, readonly [kind: string, itemKind?: string]>> = {
  _sdc_source_bucket: ["string"],
  _sdc_source_file: ["string"],
  _sdc_source_lineno: ["integer"],
  _sdc_extra: ["array", "object"],
};

/**
 * The schema of one of the tap's own columns, where the catalog has another that does not admit what the tap writes: such as
 * that of a tap which had a list of texts in `_sdc_extra`. Null where the catalog's will do, and for all other columns.
 */
export function ownSchema(name: string, schema: JsonObject): JsonObject | null {
  if (!Object.hasOwn(kinds, name)) return null;
  const [kind = "", itemKind] = kinds[name] ?? [];
  return admits(schema, kind, itemKind) ? null : (own.get(name) ?? null);
}

const own: ReadonlyMap<string, JsonObject> = new Map(Object.entries(addedProperties));

function admits(schema: unknown, kind: string, itemKind?: string): boolean {
  if (!isObject(schema)) return schema !== false;
  const { type, anyOf, items } = schema;
  if (Array.isArray(anyOf) && !anyOf.some((choice) => admits(choice, kind, itemKind))) return false;
  if (itemKind !== undefined && items !== undefined && !admits(items, itemKind)) return false;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return type === undefined || types.includes(kind) || (kind === "integer" && types.includes("number"));
}
