import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../../test/support/chunks.ts";
import { rowsOf, usual, valuesOf } from "../../test/support/json-rows.ts";
import { runs } from "../../test/support/runs.ts";
import { namedFields } from "../format/named-fields.ts";
import { readJsonRows } from "./read-json-rows.ts";

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

test("readJsonRows reads lines that are mostly alike as JSON.parse does, whatever is different in one of them", async () => {
  const names = ["id", "a", "", "é", "a name of more than sixteen bytes", 'q"\n', "last"];
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom("a", "é", "/", '"', "\\", "\n", "😀"), maxLength: 40 }) },
    { weight: 4, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 20 }) },
    { weight: 2, arbitrary: fc.constantFrom(0, -1, 12.5, 1e21, 1.5e-7, 123456789012345) },
    { weight: 2, arbitrary: fc.constantFrom(true, false, null) },
    fc.jsonValue({ maxDepth: 2 }),
  );
  const space = fc.constantFrom("", "", "", "", " ", "\t", "\r", "  ");
  const member = fc
    .tuple(value, space, space, space)
    .map(([value, a, b, c]) => [JSON.stringify(value), a, b, c] as const);
  const alike = fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), member, fc.boolean())));
  const order = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.shuffledSubarray(names));
  const twice = fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, fc.subarray(names, { maxLength: 1 }));
  const line = fc.tuple(alike, order, twice).map(([members, order, twice]) => {
    const texts = new Map(
      members.map(([name, [value, a, b, c]]) => [name, `${a}${JSON.stringify(name)}${b}:${c}${value}${a}`]),
    );
    const shown = order ?? members.filter(([, , isThere]) => isThere).map(([name]) => name);
    return `{${[...shown, ...twice].map((name) => texts.get(name)).join(",")}}`;
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 2, maxLength: 30 }),
      fc.integer({ min: 1, max: 2000 }),
      async (lines, size) => {
        const text = Buffer.from(lines.join("\r\n"));
        const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
          text.subarray(index * size, (index + 1) * size),
        );
        const expected = lines.map((line) => Object.entries(JSON.parse(line))).filter((members) => members.length > 0);
        expect(await valuesOf(chunks)).toEqual(expected);
      },
    ),
    { numRuns: runs(300) },
  );
});

test("readJsonRows takes for a number what JSON.parse does, of any length, and refuses the rest", async () => {
  const like = fc.string({ unit: fc.constantFrom(...Array.from("00112599.-eE+")), minLength: 1, maxLength: 20 });
  const number = fc
    .tuple(fc.constantFrom("", "-"), fc.nat({ max: 1e15 }), fc.constantFrom("", ".", ".5", ".25000000000"), like)
    .map(([sign, whole, decimals, rest]) => `${sign}${whole}${decimals}${rest.length > 12 ? "" : rest}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(like, number), async (text) => {
      // The kernel has to know the key.
      const lines = Buffer.from(`{"a":1}\n{"a":${text}}\n{"a":2}\n`);
      const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
      const read = await rowsOf([lines]).catch(() => null);
      expect(read).toEqual(isNumber ? ["a number 1", `a number ${text}`, "a number 2"] : null);
    }),
    { numRuns: runs(20_000) },
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
      // Alone, and as one of lines that are mostly alike, which are read in another way.
      for (const before of ["", '{"k":"","b":null}\n']) {
        const isRead = await valuesOf([Buffer.from(before + line)]).then(
          () => true,
          () => false,
        );
        expect(isRead).toBe(isJson(line));
      }
    }),
    { numRuns: runs(2000) },
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
    { numRuns: runs(1000) },
  );
});

test("readers of files with different keys take turns", async () => {
  const read = (name: string) =>
    readJsonRows(
      stream(["1", "2", "3"].map((value) => Buffer.from(`{"${name}":${value},"b":"x"}\n`.repeat(3)))),
      usual,
      1,
    );
  const [one, other] = [read("a"), read("longer")];
  for (const value of ["1", "2", "3"]) {
    for (const [batches, name] of [
      [one, "a"],
      [other, "longer"],
    ] as const) {
      const { value: batch } = await batches.next();
      expect(batch === undefined ? [] : namedFields(batch, 2)).toEqual([
        { name, kind: "number", text: value },
        { name: "b", kind: "text", text: "x" },
      ]);
    }
  }
});

test("more keys than the kernel has room for are read", async () => {
  const object = Object.fromEntries(
    Array.from({ length: 9000 }, (_, index) => [`a rather long name, ${index}`, index]),
  );
  const line = `${JSON.stringify(object)}\n`;
  const rows = await valuesOf([Buffer.from(line + line), Buffer.from(line)]);
  expect(rows).toEqual(Array.from({ length: 3 }, () => Object.entries(object)));
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
