import { isObject } from "../json.ts";
import type { ColumnType, FieldKind } from "./column-type.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The property of our own catalogs for a column. One type besides null, because targets take the
 * first of several, make a repeated column of it, or fail.
 */
export function propertyOf(kind: FieldKind): JsonSchema {
  switch (kind) {
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "object":
    case "array":
      return { type: ["null", kind] };
    case "date":
    case "date-time":
      return { type: ["null", "string"], format: kind };
    case "decimal":
      return { type: ["null", "string"], format: "x-singer.decimal" };
  }
}

/**
 * What a column takes by a property of any catalog: the types of a list in order with null last,
 * the members of an `anyOf` in order. Null takes the empty text as well, and so the first of null
 * and plain text decides what an empty field is. A property without a type takes text.
 */
export function columnTypeOf(property: unknown): ColumnType {
  const order = [...new Set(typesOf(property))];
  const kinds = order.filter((type) => type !== "null");
  const items = alternativesOf(property).find((schema) => isObject(schema["items"]))?.["items"];
  const members = alternativesOf(property).find((schema) => isObject(schema["properties"]))?.["properties"];
  return {
    ...(items === undefined ? {} : { items: columnTypeOf(items) }),
    ...(isObject(members) && Object.keys(members).length > 0 ? { members: memberTypes(members) } : {}),
    kinds,
    isNullable: order.includes("null"),
    isBlankNull: order.find((type) => type === "null" || type === "string") !== "string",
  };
}

/** The schema itself, or the members of its `anyOf`. */
function alternativesOf(property: unknown): readonly JsonSchema[] {
  if (!isObject(property)) return [];
  const members = property["anyOf"] ?? property["oneOf"];
  return Array.isArray(members) ? members.flatMap(alternativesOf) : [property];
}

function memberTypes(properties: JsonSchema): ReadonlyMap<string, ColumnType> {
  return new Map(Object.entries(properties).map(([name, schema]) => [name, columnTypeOf(schema)]));
}

function typesOf(property: unknown): readonly (FieldKind | "null")[] {
  if (!isObject(property)) return untyped;
  const members = property["anyOf"] ?? property["oneOf"];
  if (Array.isArray(members)) return members.flatMap(typesOf);
  const types: readonly unknown[] = [property["type"] ?? []].flat();
  const kinds = types.filter((type) => type !== "null").map((type) => kindOf(type, property["format"]));
  if (kinds.length === types.length) return kinds.length === 0 ? untyped : kinds;
  return [...kinds, "null"];
}

const untyped = ["string", "null"] as const;

function kindOf(type: unknown, format: unknown): FieldKind {
  switch (type) {
    case "integer":
    case "number":
    case "boolean":
    case "object":
    case "array":
      return type;
    default:
      return kindOfText(format);
  }
}

/** Other formats, such as `time` or `uri`, are text that the target judges. */
function kindOfText(format: unknown): FieldKind {
  switch (format) {
    case "date-time":
    case "date":
      return format;
    case "singer.decimal":
    case "x-singer.decimal":
      return "decimal";
    default:
      return "string";
  }
}
