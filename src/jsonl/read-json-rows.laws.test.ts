import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf, usual, valuesOf } from "../../test/support/json-rows.ts";

test("readJsonRows reads any object as JSON.parse does, in any split", async () => {
  const object = fc.dictionary(fc.string({ unit: "binary", maxLength: 5 }), fc.jsonValue());
  const split = fc.array(fc.nat(60), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(object, { maxLength: 6 }), split, async (objects, at) => {
      const text = Buffer.from(objects.map((each) => `${JSON.stringify(each)}\n`).join(""));
      const ends = [...at.filter((end) => end < text.length).sort((a, b) => a - b), text.length];
      const chunks = ends.map((end, index) => text.subarray(ends[index - 1] ?? 0, end));
      // JSON has no way to write -0, which fast-check likes.
      const written: readonly object[] = JSON.parse(JSON.stringify(objects));
      const expected = written.filter((each) => Object.keys(each).length > 0).map((each) => Object.entries(each));
      expect(await valuesOf(chunks)).toEqual(expected);
    }),
  );
});

test("readJsonRows refuses what JSON.parse refuses, and nothing else", async () => {
  const token = fc.constantFrom(
    ...Array.from("{}[]:, \t\\"),
    '"',
    '"a"',
    '"b":',
    "1",
    "-",
    "0",
    ".5",
    "e",
    "true",
    "null",
    "\\u12",
    "\\n",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 12 }), async (tokens) => {
      const line = `{"k":${tokens.join("")}}`;
      const isRead = await valuesOf([Buffer.from(line)]).then(
        () => true,
        () => false,
      );
      expect(isRead).toBe(isJson(line));
    }),
    { numRuns: 2000 },
  );
});

test("readJsonRows keeps every line that it cannot read as it stands, and reads the others as without it", async () => {
  const piece = fc.constantFrom(
    ...Array.from('{}[]:,"\\x1 é'),
    '"a"',
    '{"a":"\\u00e9\\n"',
    '"b":',
    '"a":1}',
    '{"a":1}',
    '{"b":"x\\ty"}',
  );
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("").trim());
  const size = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), size, async (lines, size) => {
      const text = Buffer.from(lines.join("\n"));
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      );
      const kept = await rowsOf(chunks, { ...usual, onBroken: "keep" });
      const expected: (string | RegExp)[] = [];
      for (const line of lines.filter((line) => line !== "")) {
        const alone = await rowsOf([Buffer.from(line)]).catch(() => null);
        expected.push(...(alone ?? [` broken ${line}`]));
      }
      expect(kept).toEqual(expected.map((row) => expect.stringContaining(String(row))));
    }),
    { numRuns: 1000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
