import { expect, test } from "vitest";
import { propertyOf } from "../schema/json-schema.ts";
import { mergeTypes } from "./merge-types.ts";

const [integer, number, string, date] = (["integer", "number", "string", "date"] as const).map(propertyOf);

test.each([
  ["one type is that type", [date, date], date],
  ["integers and numbers are numbers", [integer, number, integer], number],
  ["anything else is disputed", [integer, date], null],
  ["text among numbers is disputed", [integer, number, string], null],
])("%s", (_name, properties, merged) => {
  expect(mergeTypes(properties.map((property) => property ?? {}))).toEqual(merged);
});
