import { describe, expect, test } from "vitest";
import { avroFile } from "../../test/support/avro-file.ts";
import { avroRows } from "../../test/support/avro-rows.ts";
import { record } from "../../test/support/avro-schemas.ts";
import { stream } from "../../test/support/chunks.ts";
import { ownStyles, stylesOf } from "./styles-of.ts";

const logical = (type: string, logicalType: string, more: object = {}): object => ({ type, logicalType, ...more });
const fixed = (size: number, logicalType: string, more: object = {}): object => ({
  type: "fixed",
  name: "f",
  size,
  logicalType,
  ...more,
});

/** Type, value as avsc takes it, and the kind and text that it is read as. */
const values: readonly (readonly [name: string, type: unknown, value: unknown, read: string])[] = [
  ["null", "null", null, "null null"],
  ["a boolean", "boolean", true, "boolean true"],
  ["the other boolean", "boolean", false, "boolean false"],
  ["zero", "int", 0, "number 0"],
  ["the smallest int", "int", -2147483648, "number -2147483648"],
  ["a long of 28 bits", "long", -134217728n, "number -134217728"],
  ["a long beyond 28 bits", "long", 134217728n, "number 134217728"],
  ["the largest long that is a double", "long", 2n ** 53n - 1n, "number 9007199254740991"],
  ["a long that is no double", "long", 2n ** 53n + 1n, "number 9007199254740993"],
  ["the largest long", "long", 2n ** 63n - 1n, "number 9223372036854775807"],
  ["the smallest long", "long", -(2n ** 63n), "number -9223372036854775808"],
  ["a float, by the digits of the double", "float", Math.fround(0.1), "number 0.10000000149011612"],
  ["a double", "double", 1.5, "number 1.5"],
  ["a double that is whole", "double", 3, "number 3"],
  ["a double with a few decimals", "double", -12345.678901, "number -12345.678901"],
  ["a double with all of them", "double", 0.1 + 0.2, "number 0.30000000000000004"],
  ["a large double", "double", 1e16, "number 10000000000000000"],
  ["a larger double", "double", 1.7976931348623157e308, "number 1.7976931348623157e+308"],
  ["a small double", "double", 0.00001234, "number 0.00001234"],
  ["a double below one", "double", 0.0001, "number 0.0001"],
  ["minus zero", "double", -0, "number -0"],
  ["NaN, for which JSON has no number", "double", Number.NaN, "text NaN"],
  ["infinity", "double", Number.POSITIVE_INFINITY, "text Infinity"],
  ["minus infinity", "double", Number.NEGATIVE_INFINITY, "text -Infinity"],
  ["a text", "string", 'a "é"\n😀', 'text a "é"\n😀'],
  ["an empty text", "string", "", "text "],
  ["a long text", "string", "ab".repeat(3000), `text ${"ab".repeat(3000)}`],
  ["bytes", "bytes", Buffer.from([0, 255, 16, 32]), "text AP8QIA=="],
  ["no bytes", "bytes", Buffer.alloc(0), "text "],
  ["fixed", fixed(3, ""), Buffer.from([1, 2, 3]), "text AQID"],
  ["an enum", { type: "enum", name: "e", symbols: ["RED", "GREEN"] }, "GREEN", "text GREEN"],
  ["a date", logical("int", "date"), 19_724, "text 2024-01-02"],
  ["a leap day", logical("int", "date"), 11_016, "text 2000-02-29"],
  ["a date before 1970", logical("int", "date"), -1, "text 1969-12-31"],
  ["the first day", logical("int", "date"), -719_162, "text 0001-01-01"],
  ["a day behind all years of dates", logical("int", "date"), 2_932_897, "text +010000-01-01"],
  ["a day before all years of dates", logical("int", "date"), -719_163, "text +000000-12-31"],
  ["a time in milliseconds", logical("int", "time-millis"), 3_723_004, "text 01:02:03.004000"],
  ["a time in microseconds", logical("long", "time-micros"), 86_399_999_999n, "text 23:59:59.999999"],
  ["a time that is none", logical("int", "time-millis"), 86_400_000, "number 86400000"],
  ["a time before midnight", logical("int", "time-millis"), -1, "number -1"],
  ["a moment in milliseconds", logical("long", "timestamp-millis"), 1n, "text 1970-01-01T00:00:00.001000Z"],
  ["a moment in microseconds", logical("long", "timestamp-micros"), -1n, "text 1969-12-31T23:59:59.999999Z"],
  [
    "a moment in nanoseconds, without the last three",
    logical("long", "timestamp-nanos"),
    1_704_164_645_678_901_999n,
    "text 2024-01-02T03:04:05.678901Z",
  ],
  ["one before 1970", logical("long", "timestamp-nanos"), -1n, "text 1969-12-31T23:59:59.999999Z"],
  ["a local moment", logical("long", "local-timestamp-micros"), 1n, "text 1970-01-01T00:00:00.000001Z"],
  ["the last moment", logical("long", "timestamp-millis"), 253_402_300_799_999n, "text 9999-12-31T23:59:59.999000Z"],
  [
    "the moment behind it",
    logical("long", "timestamp-millis"),
    253_402_300_800_000n,
    "text +010000-01-01T00:00:00.000000Z",
  ],
  ["a decimal", logical("bytes", "decimal", { precision: 9, scale: 2 }), Buffer.from([4, 206]), "number 12.30"],
  ["one below zero", logical("bytes", "decimal", { precision: 9, scale: 2 }), Buffer.from([255]), "number -0.01"],
  ["one without places", logical("bytes", "decimal", { precision: 9 }), Buffer.from([128]), "number -128"],
  ["one without bytes", logical("bytes", "decimal", { precision: 9, scale: 1 }), Buffer.alloc(0), "number 0.0"],
  [
    "one of many digits",
    fixed(16, "decimal", { precision: 38, scale: 10 }),
    Buffer.from("ffffffffffffffffffffffffffffff85", "hex"),
    "number -0.0000000123",
  ],
  [
    "the largest of 16 bytes",
    fixed(16, "decimal", { precision: 38, scale: 0 }),
    Buffer.from("7fffffffffffffffffffffffffffffff", "hex"),
    "number 170141183460469231731687303715884105727",
  ],
  [
    "a UUID",
    logical("string", "uuid"),
    "0b1f3a5c-0000-4000-8000-000000000000",
    "text 0b1f3a5c-0000-4000-8000-000000000000",
  ],
  [
    "a UUID in bytes",
    fixed(16, "uuid"),
    Buffer.from("0b1f3a5c000040008000000000000001", "hex"),
    "text 0b1f3a5c-0000-4000-8000-000000000001",
  ],
  ["a duration", fixed(12, "duration"), Buffer.from("01000000020000000c0d0000", "hex"), "text P1M2DT3.340S"],
  ["a logical type that is not known", logical("string", "url"), "x", "text x"],
  ["a logical type that does not suit", logical("string", "date"), "x", "text x"],
  [
    "a decimal that is none, since its scale is too large",
    logical("bytes", "decimal", { precision: 2, scale: 3 }),
    Buffer.from("a"),
    "text YQ==",
  ],
  ["null of a union", ["null", "string"], null, "null null"],
  ["a value of a union", ["null", "string"], { string: "x" }, "text x"],
  ["a number of a union of several", ["string", "int", "null"], { int: 5 }, "number 5"],
  [
    "a record",
    record({ a: "int", b: "string" }, { name: "inner" }),
    { a: 1, b: '"\u0000é\\' },
    String.raw`json {"a":1,"b":"\"\u0000é\\"}`,
  ],
  ["a record without fields", record({}, { name: "inner" }), {}, "json {}"],
  ["an array", { type: "array", items: ["null", "double"] }, [{ double: 1 }, null], "json [1,null]"],
  [
    "an array of what JSON has no number for",
    { type: "array", items: "double" },
    [Number.NaN, 1.5],
    'json ["NaN",1.5]',
  ],
  ["an empty array", { type: "array", items: "int" }, [], "json []"],
  ["a map", { type: "map", values: "boolean" }, { a: true, 'b"': false }, String.raw`json {"a":true,"b\"":false}`],
  [
    "moments inside",
    { type: "map", values: logical("long", "timestamp-millis") },
    { a: 1n },
    'json {"a":"1970-01-01T00:00:00.001000Z"}',
  ],
  [
    "enums inside",
    { type: "array", items: { type: "enum", name: "e", symbols: ["A", "B"] } },
    ["B", "A"],
    'json ["B","A"]',
  ],
  [
    "bytes and decimals inside",
    { type: "array", items: ["bytes", logical("int", "date")] },
    [{ bytes: Buffer.from("a") }, { int: 0 }],
    'json ["YQ==","1970-01-01"]',
  ],
];

describe("values", () => {
  test.each(values)("%s", async (_, type, value, read) => {
    // A field before and one behind would show a value that takes too many bytes or too few.
    const schema = record({ before: "int", value: type, behind: "string" });
    const file = avroFile(schema, [[{ before: 7, value, behind: "end" }]]);
    const { rows, error } = await avroRows(stream([file]));
    expect(error).toBeNull();
    expect(rows).toEqual([`before number 7, value ${read}, behind text end`]);
    const skipped = await avroRows(stream([file]), { stylesOf: (name) => (name === "value" ? null : ownStyles) });
    expect(skipped).toEqual({ rows: ["before number 7, behind text end"], error: null });
  });

  test("are written as the reference tap does where its records are asked for", async () => {
    const schema = record({
      whole: "double",
      large: "double",
      little: "double",
      at: logical("long", "timestamp-micros"),
      local: logical("long", "local-timestamp-micros"),
      time: logical("int", "time-millis"),
      small: logical("bytes", "decimal", { precision: 9, scale: 8 }),
      list: { type: "array", items: logical("long", "timestamp-millis") },
    });
    const values = {
      whole: 3,
      large: 1e16,
      little: -0.00001234,
      at: 1n,
      local: 0n,
      time: 1000,
      small: Buffer.from([12]),
      list: [0n],
    };
    const { rows } = await avroRows(stream([avroFile(schema, [[values]])]), {
      stylesOf: () => stylesOf({ kinds: ["string"], isNullable: true, isBlankNull: false }, true),
    });
    expect(rows).toEqual([
      "whole number 3.0, large number 1e+16, little number -1.234e-05, at text 1970-01-01 00:00:00.000001+00:00, local text 1970-01-01 00:00:00, time text 00:00:01, " +
        'small text 1.2E-7, list json ["1970-01-01 00:00:00+00:00"]',
    ]);
  });

  test("are numbers where the catalog has numbers for times, as the reference tap's has for nanoseconds", async () => {
    const schema = record({ at: logical("long", "timestamp-nanos"), day: logical("int", "date") });
    const integer = { kinds: ["integer"], isNullable: true, isBlankNull: true } as const;
    const { rows } = await avroRows(stream([avroFile(schema, [[{ at: 1_704_164_645_678_901_999n, day: 7 }]])]), {
      stylesOf: () => stylesOf(integer, false),
    });
    expect(rows).toEqual(["at number 1704164645678901999, day number 7"]);
  });
});
