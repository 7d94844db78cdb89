import { isObject } from "../json.ts";
import { type JsonSchema, propertyOf } from "./json-schema.ts";

/**
 * One property of our own catalogs for the values of two: of integer and number it is number, of two objects or arrays
 * what is in either, of anything else that differs text, which takes all, and `onDispute` is told.
 */
export function mergeProperties(
  one: JsonSchema,
  other: JsonSchema,
  onDispute: () => void = () => undefined,
): JsonSchema {
  const type = typeOf(one);
  if (type !== typeOf(other)) {
    if (isNumber(one) && isNumber(other)) return propertyOf("number");
    onDispute();
    return propertyOf("string");
  }
  const merge = (a: JsonSchema, b: JsonSchema): JsonSchema => mergeProperties(a, b, onDispute);
  if (type === typeOf(anyObject)) return mergedInside(one, other, "properties", (a, b) => mergeMembers(a, b, merge));
  return type === typeOf(anyArray) ? mergedInside(one, other, "items", merge) : one;
}

type Merge = (one: JsonSchema, other: JsonSchema) => JsonSchema;

const anyObject: JsonSchema = { type: ["null", "object"] };
const anyArray: JsonSchema = { type: ["null", "array"] };

function typeOf({ type, format }: JsonSchema): string {
  return JSON.stringify([type, format]);
}

function isNumber(property: JsonSchema): boolean {
  return [propertyOf("integer"), propertyOf("number")].some((number) => typeOf(number) === typeOf(property));
}

/** What one says of its inside and the other does not need not hold there, so only what both describe is described. */
function mergedInside(one: JsonSchema, other: JsonSchema, inside: "properties" | "items", merge: Merge): JsonSchema {
  const { [inside]: a, ...rest } = one;
  const b = other[inside];
  return isObject(a) && isObject(b) ? { ...rest, [inside]: merge(a, b) } : rest;
}

function mergeMembers(one: JsonSchema, other: JsonSchema, merge: Merge): JsonSchema {
  const members: Record<string, unknown> = { ...one };
  for (const [name, property] of Object.entries(other)) {
    const known = members[name];
    members[name] = isObject(known) && isObject(property) ? merge(known, property) : property;
  }
  return members;
}
