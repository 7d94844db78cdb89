import { expect, test } from "vitest";
import { type JsonSchema, propertyOf } from "./json-schema.ts";
import { mergeProperties } from "./merge-properties.ts";

const integer = propertyOf("integer");
const number = propertyOf("number");
const string = propertyOf("string");
const date = propertyOf("date");
const objectOf = (properties: object): JsonSchema => ({ type: ["null", "object"], properties });
const arrayOf = (items: object): JsonSchema => ({ type: ["null", "array"], items });

test.each([
  ["equal types", date, date, date],
  ["integer and number", integer, number, number],
  ["number and integer", number, integer, number],
  ["text and number", string, number, string],
  ["a date and a date-time", date, propertyOf("date-time"), string],
  ["an object and an array", objectOf({}), arrayOf(integer), string],
  [
    "objects",
    objectOf({ a: integer, b: date }),
    objectOf({ a: number, c: string }),
    objectOf({ a: number, b: date, c: string }),
  ],
  ["arrays", arrayOf(objectOf({ a: integer })), arrayOf(objectOf({ a: string })), arrayOf(objectOf({ a: string }))],
  [
    "an object that is described and one that is not",
    objectOf({ a: integer }),
    { type: ["null", "object"] },
    { type: ["null", "object"] },
  ],
])("%s", (_, one, other, merged) => {
  expect(mergeProperties(one, other)).toEqual(merged);
});

test("tells of what is text only because it differs, however deep inside", () => {
  const disputes = (one: JsonSchema, other: JsonSchema): number => {
    let count = 0;
    mergeProperties(one, other, () => count++);
    return count;
  };
  expect(disputes(integer, number)).toBe(0);
  expect(disputes(integer, string)).toBe(1);
  expect(disputes(objectOf({ a: arrayOf(integer), b: date }), objectOf({ a: arrayOf(string), b: integer }))).toBe(2);
});
