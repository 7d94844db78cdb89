import { expect, test } from "vitest";
import type { FieldKind } from "./column-type.ts";
import { columnTypeOf, propertyOf } from "./json-schema.ts";

const INT = { type: ["null", "integer"] };
const STR = { type: ["null", "string"] };
const DEC = { type: ["null", "string"], format: "singer.decimal" };
const DT = { type: "string", format: "date-time" };

test.each<[unknown, readonly FieldKind[], string]>([
  [STR, ["string"], "nullable"],
  [{ type: "string" }, ["string"], ""],
  [INT, ["integer"], "nullable, blank is null"],
  [{ type: "integer" }, ["integer"], "blank is null"],
  [{ type: ["null", "number"] }, ["number"], "nullable, blank is null"],
  [{ type: ["boolean", "null"] }, ["boolean"], "nullable, blank is null"],
  [{ type: ["null", "string"], format: "date" }, ["date"], "nullable, blank is null"],
  [{ type: ["null", "string"], format: "date-time" }, ["date-time"], "nullable, blank is null"],
  [{ type: ["null", "string"], format: "uri" }, ["string"], "nullable"],
  [DEC, ["decimal"], "nullable, blank is null"],
  [{ type: ["null", "string"], format: "x-singer.decimal" }, ["decimal"], "nullable, blank is null"],
  [{ type: ["null", "object"], properties: {} }, ["object"], "nullable, blank is null"],
  [{ type: ["null", "object", "array"] }, ["object", "array"], "nullable, blank is null"],
  // Discovered by version 2 of the reference tap.
  [{ anyOf: [DEC, INT] }, ["decimal", "integer"], "nullable, blank is null"],
  [{ anyOf: [INT, STR] }, ["integer", "string"], "nullable, blank is null"],
  [{ anyOf: [DEC, INT, STR] }, ["decimal", "integer", "string"], "nullable, blank is null"],
  [{ anyOf: [DT, STR] }, ["date-time", "string"], "nullable"],
  [{ anyOf: [DT, INT, STR] }, ["date-time", "integer", "string"], "nullable, blank is null"],
  // Discovered by version 1 of the reference tap.
  [{ type: ["null", "integer", "string"] }, ["integer", "string"], "nullable"],
  [{ type: ["null", "number", "string"] }, ["number", "string"], "nullable"],
  [
    { anyOf: [{ type: ["null", "string"], format: "date-time" }, STR] },
    ["date-time", "string"],
    "nullable, blank is null",
  ],
  // Written by hand.
  [{}, ["string"], "nullable"],
  [true, ["string"], "nullable"],
  [null, ["string"], "nullable"],
  [{ type: "varchar" }, ["string"], ""],
  [{ type: "null" }, [], "nullable, blank is null"],
  [{ oneOf: [INT, STR, INT] }, ["integer", "string"], "nullable, blank is null"],
])("%j takes %j, %s", (property, kinds, claims) => {
  expect(columnTypeOf(property)).toEqual({
    kinds,
    isNullable: claims.includes("nullable"),
    isBlankNull: claims.includes("blank is null"),
  });
});

test.each([
  ["string", '{"type":["null","string"]}', ["string"]],
  ["integer", '{"type":["null","integer"]}', ["integer"]],
  ["number", '{"type":["null","number"]}', ["number"]],
  ["boolean", '{"type":["null","boolean"]}', ["boolean"]],
  ["date", '{"type":["null","string"],"format":"date"}', ["date"]],
  ["date-time", '{"type":["null","string"],"format":"date-time"}', ["date-time"]],
  ["decimal", '{"type":["null","string"],"format":"x-singer.decimal"}', ["decimal"]],
  ["object", '{"type":["null","object"]}', ["object"]],
  ["array", '{"type":["null","array"]}', ["array"]],
] as const)("a column of kind %s has the property %s", (kind, json, kinds) => {
  expect(JSON.stringify(propertyOf(kind))).toBe(json);
  expect(columnTypeOf(propertyOf(kind))).toMatchObject({ kinds, isNullable: true });
});
