import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { batchOf } from "../../test/support/batch-of.ts";
import { plainLine } from "../../test/support/plain-record.ts";
import { runs } from "../../test/support/runs.ts";
import { columnTypeOf, type JsonSchema } from "../schema/json-schema.ts";
import { plainForm } from "../schema/number-form.ts";
import { encode } from "./encode.ts";
import { layOut } from "./layout.ts";
import { addedColumns } from "../schema/added-columns.ts";
import type { Source, Stream } from "./stream.ts";
import { OutputBuffers } from "./output-buffers.ts";

const properties: readonly JsonSchema[] = [
  { type: ["null", "string"] },
  { type: "string" },
  { type: ["null", "integer"] },
  { type: "integer" },
  { type: ["null", "number"] },
  { type: ["null", "boolean"] },
  { type: ["null", "string"], format: "date" },
  { type: ["null", "string"], format: "date-time" },
  { type: "string", format: "date-time" },
  { type: ["null", "string"], format: "x-singer.decimal" },
  { type: ["null", "object", "array"] },
  { type: ["null", "integer", "string"] },
  {},
  { anyOf: [{ type: ["null", "string"], format: "singer.decimal" }, { type: ["null", "integer"] }] },
  { anyOf: [{ type: ["null", "integer"] }, { type: ["null", "string"] }] },
  { anyOf: [{ type: "string", format: "date-time" }, { type: ["null", "string"] }] },
];

const digits = (minLength: number) => fc.stringMatching(new RegExp(`^\\d{${minLength},20}$`));
const number = fc.tuple(
  fc.constantFrom("", "-", "+", " "),
  digits(0),
  fc.constantFrom("", ".", ",", "e", "_"),
  digits(0),
);
const twoDigits = fc.nat({ max: 62 }).map((value) => String(value).padStart(2, "0"));
const dateTime = fc
  .record({
    year: fc.constantFrom("2024", "2023", "0001", "0000", "9999", "1900", "24"),
    month: fc.nat({ max: 13 }).map((value) => String(value).padStart(2, "0")),
    day: fc.nat({ max: 32 }).map((value) => String(value).padStart(2, "0")),
    separator: fc.constantFrom("T", " ", "t", "", "x"),
    time: fc.tuple(fc.constantFrom("00", "09", "23", "24", "7"), twoDigits, twoDigits).map((parts) => parts.join(":")),
    fraction: fc.oneof(fc.constant(""), fc.stringMatching(/^[.,]\d{0,10}$/)),
    zone: fc.constantFrom("", "Z", "z", "+01:00", "-23:59", "+2400", "+0130", "-07", " UTC", "+01:60"),
  })
  .chain(({ year, month, day, separator, time, fraction, zone }) =>
    fc.constantFrom(
      `${year}-${month}-${day}`,
      `${year}-${month}-${day}${separator}${time}${fraction}${zone}`,
      `${month}/${day}/${year}`,
      `${year}${month}${day}`,
    ),
  );
const field = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "")),
  fc.string({
    unit: fc.constantFrom('"', "\\", "\n", "\t", "\u0001", "\u001f", "\u007f", "a", "é", "😀", "\u2028"),
    maxLength: 40,
  }),
  number.map((parts) => parts.join("")),
  dateTime,
  fc.json({ maxDepth: 2 }),
  fc.constantFrom(
    "",
    " ",
    "NULL",
    "true",
    "False",
    "t",
    "Y",
    "0",
    "1",
    "-0",
    "-",
    ".",
    "007",
    "1,234.50",
    "nan",
    "inf",
    "1e400",
  ),
  fc.constantFrom(
    "0.0000001",
    "-0.000001",
    "0.00",
    "1e5",
    "12.5",
    "-12.50",
    "9".repeat(30),
    "{}",
    "[1, 2.50]",
    '{"a" : "b  c"}',
    "{",
  ),
);

const names = [
  "id",
  "a",
  "b",
  "A",
  "",
  "__proto__",
  "constructor",
  'q"\n',
  "é😀",
  "_sdc_extra",
  "_sdc_source_file",
  "x".repeat(40),
];
const stream = fc.record({
  name: fc.constantFrom("t", 'a "table"', "é"),
  columns: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...properties)), {
    selector: ([name]) => name,
  }),
  deselected: fc.subarray(names).map((list) => new Set(list)),
  added: fc.subarray([...addedColumns]).map((list) => new Set(list)),
  takesEveryColumn: fc.boolean(),
  isKeyed: fc.boolean(),
  nullValues: fc.subarray(["NULL", "", "a", "0"]),
  onMismatch: fc.constantFrom("extra", "extra", "extra", "fail"),
  dateFormat: fc.constantFrom(null, null, "DD/MM/YYYY", "YYYY-DD-MM", "X"),
});
const table = fc.record({
  stream,
  header: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }),
  rows: fc.array(fc.array(field, { minLength: 1, maxLength: 14 }), { maxLength: 8 }),
  before: fc.constantFrom(0, 6, 7, 97, 99_996, 999_999_997),
  timeExtracted: fc.constantFrom(null, "2024-01-31T10:11:12.000000Z"),
  windowSize: fc.constantFrom(1, 600, 4096, 100_000),
});

test("every line is what the simple way writes, and valid against the schema", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validators = new Map(properties.map((property) => [property, ajv.compile(property)]));
  fc.assert(
    fc.property(table, ({ stream: parts, header, rows, before, timeExtracted, windowSize }) => {
      const { isKeyed, columns, ...rest } = parts;
      const keyProperties = isKeyed && columns.some(([name]) => name === "id") && header.includes("id") ? ["id"] : [];
      const types = new Map(columns.map(([name, property]) => [name, columnTypeOf(property)]));
      const source: Source = { bucket: "b", file: 'in/"é".csv', timeExtracted };
      const deselected = new Set([...rest.deselected].filter((name) => !types.has(name)));
      const stream: Stream = {
        ...rest,
        columns: types,
        numbers: plainForm,
        sampled: new Set(),
        deselected,
        keyProperties,
        requiredColumns: [],
      };

      const expected = rows.map((row, index) => plainLine(header, row, before + index + 2, stream, source));
      const bad = expected.indexOf("error");
      const { lines, error } = encodeAll(header, rows, before, [stream, source], new OutputBuffers(windowSize));
      expect(lines).toBe((bad < 0 ? expected : expected.slice(0, bad)).join(""));
      expect(error).toBe(bad < 0 ? null : before + bad + 2);

      for (const line of lines.split("\n").slice(0, -1)) {
        const record = new Map<string, unknown>(Object.entries(JSON.parse(line).record));
        const wrong = columns.filter(([name, property]) => {
          return !isAdded(name) && record.has(name) && validators.get(property)?.(record.get(name)) !== true;
        });
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns: runs(1000) },
  );
});

function isAdded(name: string): boolean {
  return name.startsWith("_sdc_");
}

/** The lines, and the line number of the error that ended them. */
function encodeAll(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  before: number,
  [stream, source]: readonly [Stream, Source],
  windows: OutputBuffers,
): { lines: string; error: unknown } {
  let lines = "";
  try {
    const layout = layOut(header, stream, source);
    for (const { bytes } of encode(batchOf(rows), layout, before + 2, windows)) lines += Buffer.from(bytes).toString();
    return { lines, error: null };
  } catch (error) {
    return { lines, error: Reflect.get(Object(Reflect.get(Object(error), "place")), "line") };
  }
}
