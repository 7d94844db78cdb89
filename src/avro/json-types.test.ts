import { expect, test } from "vitest";
import { record } from "../../test/support/avro-schemas.ts";
import { jsonTypes } from "./json-types.ts";
import { parseSchema } from "./parse-schema.ts";

const typesOf = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(jsonTypes(parseSchema(JSON.stringify(record(fields)))));

const nullable = (type: string, more: object = {}): object => ({ type: ["null", type], ...more });

test("every column has one type besides null", () => {
  const inner = record({ a: "int", b: ["null", { type: "array", items: "string" }] }, { name: "inner" });
  expect(
    typesOf({
      int: "int",
      long: ["null", "long"],
      double: "double",
      decimal: { type: "bytes", logicalType: "decimal", precision: 4, scale: 2 },
      boolean: ["boolean", "null"],
      text: "string",
      bytes: "bytes",
      date: { type: "int", logicalType: "date" },
      time: { type: "int", logicalType: "time-millis" },
      moment: { type: "long", logicalType: "timestamp-nanos" },
      map: { type: "map", values: "int" },
      record: inner,
      list: { type: "array", items: "inner" },
    }),
  ).toEqual({
    int: nullable("integer"),
    long: nullable("integer"),
    double: nullable("number"),
    decimal: nullable("number"),
    boolean: nullable("boolean"),
    text: nullable("string"),
    bytes: nullable("string"),
    date: nullable("string", { format: "date" }),
    time: nullable("string"),
    moment: nullable("string", { format: "date-time" }),
    map: nullable("object"),
    record: nullable("object", {
      properties: { a: nullable("integer"), b: nullable("array", { items: nullable("string") }) },
    }),
    list: nullable("array", {
      items: nullable("object", {
        properties: { a: nullable("integer"), b: nullable("array", { items: nullable("string") }) },
      }),
    }),
  });
});

test("a union of several types is the type that takes them all, and null alone says nothing", () => {
  expect(typesOf({ a: ["int", "null", "double"], b: ["int", "string"], c: "null", d: ["null"] })).toEqual({
    a: nullable("number"),
    b: nullable("string"),
  });
});

test("a record that holds itself is described once", () => {
  const node = record({ value: "int", next: ["null", "node"] }, { name: "node" });
  expect(typesOf({ list: node })).toEqual({
    list: nullable("object", { properties: { value: nullable("integer"), next: nullable("object") } }),
  });
});

test("a schema that uses its own types over and over is described as far as a catalog can hold it", () => {
  const fields = Array.from({ length: 60 }, (_, level) => ({
    name: `f${level}`,
    type: record(level === 0 ? { a: "int" } : { a: `r${level - 1}`, b: `r${level - 1}` }, { name: `r${level}` }),
  }));
  const types = typesOf(Object.fromEntries(fields.map(({ name, type }) => [name, type])));
  expect(Object.keys(types)).toHaveLength(60);
  expect(JSON.stringify(types).length).toBeLessThan(2_000_000);
});
