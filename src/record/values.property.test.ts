import fc from "fast-check";
import { expect, test } from "vitest";
import { bareStream } from "../../test/support/bare-stream.ts";
import { batchOf } from "../../test/support/batch-of.ts";
import { plainLine } from "../../test/support/plain-record.ts";
import { columnTypeOf, type JsonSchema } from "../schema/json-schema.ts";
import { encode } from "./encode.ts";
import { layOut } from "./layout.ts";
import type { Source } from "./stream.ts";
import { Windows } from "./windows.ts";

const numeral = (min: number, max: number, length = 2) =>
  fc.integer({ min, max }).map((value) => String(value).padStart(length, "0"));
const year = fc.oneof(fc.constantFrom("0000", "0001", "1900", "2000", "2023", "2024", "9999"), numeral(0, 9999, 4));
const day = fc.tuple(year, numeral(0, 13), numeral(0, 32)).map((parts) => parts.join("-"));
const time = fc.tuple(numeral(0, 24), numeral(0, 60), numeral(0, 60)).map((parts) => parts.join(":"));
const rest = fc.tuple(fc.stringMatching(/^(\.\d{1,10})?$/), fc.constantFrom("", "", "Z", "+01:00", "-00:30"));
const dateTime = fc
  .tuple(day, fc.constantFrom("T", " "), time, rest)
  .map(([day, separator, time, end]) => `${day}${separator}${time}${end.join("")}`);

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
  "a date": [{ type: ["null", "string"], format: "date" }, day],
  "a date-time": [{ type: ["null", "string"], format: "date-time" }, fc.oneof(day, dateTime, dateTime)],
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

test.each(Object.entries(kinds))("%s is written as the simple way writes it", (_, [property, text]) => {
  const stream = bareStream({ a: columnTypeOf(property) }, { added: new Set(["_sdc_extra"]) });
  const windows = new Windows(4096);
  fc.assert(
    fc.property(fc.array(damaged(text), { minLength: 60, maxLength: 60 }), (texts) => {
      const rows = texts.map((text) => [text]);
      const lines = encode(batchOf(rows), layOut(["a"], stream, source), 0, windows);
      const written = Array.from(lines, ({ bytes }) => Buffer.from(bytes).toString()).join("");
      expect(written).toBe(rows.map((row, index) => plainLine(["a"], row, index + 2, stream, source)).join(""));
    }),
    { numRuns: 150 },
  );
});
