import { isObject } from "../json.ts";
import { type JsonSchema, propertyOf } from "./json-schema.ts";

/**
 * One property of our own catalogs for the values of two: of integer and number it is number, of two objects or arrays
 * what is in either, of anything else that differs text, which takes all.
 */
export function mergeProperties(one: JsonSchema, other: JsonSchema): JsonSchema {
  const type = typeOf(one);
  if (type !== typeOf(other)) return isNumber(one) && isNumber(other) ? propertyOf("number") : propertyOf("string");
  if (type === typeOf(anyObject)) return { ...one, ...merged(one, other, "properties", mergeMembers) };
  if (type === typeOf(anyArray)) return { ...one, ...merged(one, other, "items", mergeProperties) };
  return one;
}

const anyObject: JsonSchema = { type: ["null", "object"] };
const anyArray: JsonSchema = { type: ["null", "array"] };

function typeOf({ type, format }: JsonSchema): string {
  return JSON.stringify([type, format]);
}

function isNumber(property: JsonSchema): boolean {
  return [propertyOf("integer"), propertyOf("number")].some((number) => typeOf(number) === typeOf(property));
}

/** What one says of the inside and the other does not may be wrong there, so only what both describe is described. */
function merged(
  one: JsonSchema,
  other: JsonSchema,
  inside: "properties" | "items",
  merge: (one: JsonSchema, other: JsonSchema) => JsonSchema,
): JsonSchema {
  const [a, b] = [one[inside], other[inside]];
  return { [inside]: isObject(a) && isObject(b) ? merge(a, b) : undefined };
}

function mergeMembers(one: JsonSchema, other: JsonSchema): JsonSchema {
  const members: Record<string, unknown> = { ...one };
  for (const [name, property] of Object.entries(other)) {
    const known = members[name];
    members[name] = isObject(known) && isObject(property) ? mergeProperties(known, property) : property;
  }
  return members;
}
