import fc from "fast-check";
import { expect, test } from "vitest";
import { bareStream } from "../../test/support/bare-stream.ts";
import { batchOf } from "../../test/support/batch-of.ts";
import { plainLine } from "../../test/support/plain-record.ts";
import { runs } from "../../test/support/runs.ts";
import { columnTypeOf, type JsonSchema } from "../schema/json-schema.ts";
import { plainForm } from "../schema/number-form.ts";
import { encode } from "./encode.ts";
import { layOut } from "./layout.ts";
import { readValue } from "../values/read-value.ts";
import type { DateOrder } from "../time/date-order.ts";
import type { Source } from "./stream.ts";
import { rulesOf } from "../values/value-rules.ts";
import { OutputBuffers } from "./output-buffers.ts";

const numeral = (min: number, max: number, length = 2) =>
  fc.integer({ min, max }).map((value) => String(value).padStart(length, "0"));
const year = fc.oneof(fc.constantFrom("0000", "0001", "1900", "2000", "2023", "2024", "9999"), numeral(0, 9999, 4));
const day = fc.tuple(year, numeral(0, 13), numeral(0, 32)).map((parts) => parts.join("-"));
const time = fc.tuple(numeral(0, 24), numeral(0, 60), numeral(0, 60)).map((parts) => parts.join(":"));
const zone = fc.oneof(
  fc.constantFrom("", "", "Z", " UTC", "+01:00", "-00:30", "+0530", " -07", "+00", "+24:00", "+1:00", "-0060"),
  fc.tuple(fc.constantFrom("+", "-"), numeral(0, 24), fc.constantFrom("", ":"), numeral(0, 60)).map((p) => p.join("")),
);
const rest = fc.tuple(fc.stringMatching(/^([.,]\d{1,10})?$/), zone);
const dateTime = fc
  .tuple(day, fc.constantFrom("T", " "), time, rest)
  .map(([day, separator, time, end]) => `${day}${separator}${time}${end.join("")}`);
const minutes = fc
  .tuple(day, numeral(0, 24), numeral(0, 60), zone)
  .map(([day, ...t]) => `${day} ${t.slice(0, 2).join(":")}${t[2]}`);
const midnight = fc.constantFrom(
  "T00:00:00",
  " 00:00:00.000",
  "T00:00:00Z",
  "T00:00:00+00:00",
  "T00:00:00.0001",
  " 00:00:01",
);

/** Days in the forms that are read where no date_format is given. */
const short = (max: number) => fc.oneof(numeral(0, max), numeral(0, max, 1));
const otherDay = fc
  .tuple(
    year,
    short(13),
    short(32),
    fc.constantFrom("/", "/", "-", "."),
    fc.constantFrom("ymd", "mdy", "dmy", "compact"),
  )
  .map(([year, month, day, separator, order]) => {
    if (order === "compact") return year + month + day;
    const parts = order === "ymd" ? [year, month, day] : order === "mdy" ? [month, day, year] : [day, month, year];
    return parts.join(separator);
  });
const otherTime = fc.tuple(otherDay, time, zone).map(([day, time, zone]) => `${day} ${time}${zone}`);

/** Texts in the plain forms of a kind, and just beside them. */
const kinds: Readonly<Record<string, readonly [JsonSchema, fc.Arbitrary<string>]>> = {
  "an integer": [{ type: ["null", "integer"] }, fc.stringMatching(/^-?\d{0,34}$/)],
  "a number": [
    { type: ["null", "number"] },
    fc.oneof(
      { weight: 20, arbitrary: fc.stringMatching(/^-?\d{0,18}(\.\d{0,18})?$/) },
      // The first is the longest that a double holds.
      { weight: 1, arbitrary: fc.constantFrom(`1${"0".repeat(308)}`, "9".repeat(309), `-${"9".repeat(320)}.5`) },
    ),
  ],
  "a decimal": [
    { type: ["null", "string"], format: "singer.decimal" },
    fc.oneof(
      fc.stringMatching(/^-?\d{0,18}(\.\d{0,18})?$/),
      fc.stringMatching(/^-?0\.0{0,8}\d{0,4}$/),
      fc.constantFrom("9".repeat(299), "9".repeat(320)),
    ),
  ],
  "a number with an exponent": [
    { type: ["null", "number"] },
    fc.oneof(
      fc.stringMatching(/^-?\d{0,5}(\.\d{0,5})?[eE][+-]?\d{0,3}$/),
      fc.constantFrom(`${"9".repeat(199)}e99`, `${"9".repeat(201)}e99`, `${"9".repeat(299)}e99`),
    ),
  ],
  "a date": [
    { type: ["null", "string"], format: "date" },
    fc.oneof(
      day,
      otherDay,
      fc.tuple(fc.oneof(day, otherDay), midnight).map((parts) => parts.join("")),
    ),
  ],
  "a date-time": [
    { type: ["null", "string"], format: "date-time" },
    fc.oneof(day, dateTime, dateTime, minutes, otherDay, otherTime),
  ],
  "a boolean": [
    { type: ["null", "boolean"] },
    fc.oneof(fc.constantFrom("true", "false"), fc.string({ minLength: 1, maxLength: 1, unit: "grapheme-ascii" })),
  ],
  "a text": [
    { type: ["null", "string"] },
    fc.string({ unit: fc.constantFrom("a", "b", "c", '"', "\\", "\n", "\u001f", " ", "\u007f", "é"), maxLength: 50 }),
  ],
};

/** One character of it may be another, or not be there. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const damage = fc.tuple(
    fc.nat(40),
    fc.constantFrom("", "0", "2", "9", "-", ":", ".", "T", "Z", " ", "+", "e"),
    fc.nat(3),
  );
  return fc
    .tuple(text, damage)
    .map(([text, [at, by, luck]]) =>
      luck > 0 || at >= text.length ? text : text.slice(0, at) + by + text.slice(at + 1),
    );
}

const source: Source = { bucket: "b", file: "a.csv", timeExtracted: null };

const formats = [null, null, null, "DD/MM/YYYY", "YYYY-DD-MM", "DDMMYYYY"] as const;

const numberForms = [
  plainForm,
  plainForm,
  { ...plainForm, dropsCommas: true },
  { decimal: ",", thousands: ".", dropsCommas: false },
  { decimal: ".", thousands: ",", dropsCommas: false },
] as const;

test.each(Object.entries(kinds))("%s is written as the simple way writes it", (_, [property, text]) => {
  const windows = new OutputBuffers(4096);
  fc.assert(
    fc.property(
      // One row at a time, so that what fails shrinks to it.
      damaged(text),
      fc.constantFrom(...formats),
      fc.record({
        numbers: fc.constantFrom(...numberForms),
        sampled: fc.constantFrom(new Set<string>(), new Set(["a"])),
        dateOrders: fc
          .constantFrom<DateOrder>("either", "guessed", "month-first", "day-first")
          .map((order) => new Map([["a", order]])),
      }),
      (text, dateFormat, rules) => {
        const stream = bareStream(
          { a: columnTypeOf(property) },
          { added: new Set(["_sdc_extra"]), dateFormat, ...rules },
        );
        const lines = encode(batchOf([[text]]), layOut(["a"], stream, source), 2, windows);
        const written = Array.from(lines, ({ bytes }) => Buffer.from(bytes).toString()).join("");
        expect(written).toBe(plainLine(["a"], [text], 2, stream, source));
      },
    ),
    { numRuns: runs(9000) },
  );
});

test("a date with the month first is told wherever it is ambiguous, and only there", () => {
  const type = columnTypeOf({ type: ["null", "string"], format: "date-time" });
  const windows = new OutputBuffers(4096);
  const orders = fc.constantFrom<DateOrder>("either", "guessed", "month-first", "day-first");
  fc.assert(
    fc.property(
      fc.array(fc.oneof(day, otherDay, otherTime), { minLength: 1, maxLength: 3 }),
      orders,
      (texts, order) => {
        const stream = bareStream({ a: type }, { dateOrders: new Map([["a", order]]) });
        const layout = layOut(["a"], stream, source);
        Array.from(encode(batchOf(texts.map((text) => [text])), layout, 2, windows));
        const isAmbiguous = texts.some(
          (text) => readValue("date-time", text, rulesOf("a", stream))?.isAmbiguous === true,
        );
        expect(layout.tally.ambiguousDates.has("a")).toBe(isAmbiguous);
      },
    ),
    { numRuns: runs(1000) },
  );
});
