import { isDeepStrictEqual } from "node:util";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";

/** The property that takes what each of these takes, or null when there is none but text. */
export function mergeTypes(properties: readonly JsonSchema[]): JsonSchema | null {
  const [first = null, ...others] = properties;
  if (others.every((other) => isDeepStrictEqual(other, first))) return first;
  const numbers = [propertyOf("integer"), propertyOf("number")];
  const areNumbers = properties.every((property) => numbers.some((number) => isDeepStrictEqual(number, property)));
  return areNumbers ? propertyOf("number") : null;
}
