import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMessages } from "../support/messages.ts";
import { runs } from "../support/runs.ts";
import { syncInProcess } from "../support/sync-in-process.ts";

const format = fc.constantFrom("date", "date-time", "singer.decimal", "time", undefined);
const types = fc.shuffledSubarray(["null", "string", "integer", "number", "boolean", "object", "array"]);

/** What a catalog may say of a column: of this tap, of others, and of people. */
function schemaWith(parts: fc.Arbitrary<object | undefined>): fc.Arbitrary<object> {
  const one = fc.record({
    // JSON Schema has no type that is none of any.
    type: fc.oneof(
      types.map((types) => (types.length === 0 ? undefined : types)),
      fc.constantFrom("string", "integer", "number", "boolean", "object", "array"),
    ),
    format,
    items: parts,
    properties: fc.tuple(parts, parts).map(([a, b]) => (a === undefined && b === undefined ? undefined : { a, b })),
  });
  return fc.oneof(
    one,
    one,
    fc.array(one, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  );
}

const nothing = fc.constant(undefined);
const schema = schemaWith(fc.oneof(nothing, schemaWith(fc.oneof(nothing, schemaWith(nothing)))));

const numbers = [
  "0",
  "-0",
  "7",
  "5.0",
  "5e3",
  "1e23",
  "1e999",
  "-1e-9999",
  "12345678901234567890",
  "0.1e-7",
  "9".repeat(400),
];
const texts = [
  "",
  " ",
  "x",
  "007",
  "1,234",
  "1_000",
  ".5",
  "1e5",
  "nan",
  "-inf",
  "TRUE",
  "no",
  "2020-01-02",
  "01/02/2020",
];
const moreTexts = [
  "2020-01-02T03:04:05+14:00",
  "0000-01-01",
  "2020-02-30",
  "12:30",
  "[1, 2.5]",
  '{"a": "x", "b": [1]}',
  "[[",
  "\ud800",
  "\0",
];
const text = fc.oneof(fc.constantFrom(...numbers, ...texts, ...moreTexts), fc.string());

/** JSON of a value, as a file may hold it. */
const json = fc.oneof(
  fc.constantFrom(...numbers, "true", "null", "NaN", '{"a":1,"a":"x"}', '{"__proto__":1}', '["1",null,[]]'),
  text.map((text) => JSON.stringify(text)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

/** A catalog with the column v. */
function catalogWith(property: object): object {
  const source = { type: ["null", "integer"] };
  const extra = { type: ["null", "array"], items: { type: "object", properties: {} } };
  const properties = { n: { type: "integer" }, v: property, _sdc_extra: extra, _sdc_source_lineno: source };
  const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
  return { streams: [{ tap_stream_id: "t", stream: "t", schema: { type: "object", properties }, metadata }] };
}

/** The values of v by their number, and what of it each record has in its place. */
async function deliver(key: string, file: string, property: object, table: object) {
  const catalog = catalogWith(JSON.parse(JSON.stringify(property)));
  const { stdout, failures } = await syncInProcess({ key, bytes: Buffer.from(file), table: { ...table }, catalog });
  expect(failures).toEqual([]);
  return parseMessages(stdout).flatMap((message) => (message.type === "RECORD" ? [message.record] : []));
}

function isKept({ v, _sdc_extra: extra }: Record<string, unknown>): boolean {
  const extras: readonly object[] = Array.isArray(extra) ? extra : [];
  return (v !== null && v !== undefined) || extras.some((item) => "v" in item);
}

describe("Whatever a catalog says of a column, a record is valid, and a value is in it or in _sdc_extra", () => {
  const table = fc.constantFrom({}, { date_format: "DD/MM/YYYY" }, { date_format: "X" });

  test("from JSON Lines", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        schema,
        fc.array(json, { minLength: 1, maxLength: 8 }),
        table,
        async (property, values, table) => {
          const lines = values.map((value, n) => `{"n":${n},"v":${value}}\n`).join("");
          const records = await deliver("a.jsonl", lines, property, table);
          expect(records.map(({ n }) => n)).toEqual(values.map((_, n) => n));
          for (const record of records) {
            const value = values[Number(record["n"])] ?? "";
            if (value !== "null" && !/^"\s*"$/.test(value)) expect([value, isKept(record)]).toEqual([value, true]);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test("from CSV", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        schema,
        fc.array(text, { minLength: 1, maxLength: 8 }),
        table,
        async (property, values, table) => {
          const quoted = values.map((value) => `"${value.replaceAll('"', '""')}"`);
          const records = await deliver(
            "a.csv",
            `n,v\n${quoted.map((value, n) => `${n},${value}\n`).join("")}`,
            property,
            table,
          );
          expect(records.map(({ n }) => n)).toEqual(values.map((_, n) => n));
          for (const record of records) {
            const value = values[Number(record["n"])] ?? "";
            if (value.replaceAll("\0", "").trim() !== "") expect([value, isKept(record)]).toEqual([value, true]);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });
});
