import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceHalves } from "./replace-halves.ts";

test.each([
  ["a first half", String.raw`["x\ud83d"]`, String.raw`["x\ufffd"]`, 1],
  ["a second half", String.raw`["\uDE00x"]`, String.raw`["\ufffdx"]`, 1],
  ["two first halves and a second", String.raw`["\ud83d\ud83d\ude00"]`, String.raw`["\ufffd\ud83d\ude00"]`, 1],
  ["a pair in the wrong order", String.raw`["\ude00\ud83d"]`, String.raw`["\ufffd\ufffd"]`, 2],
  ["a half in a name", String.raw`{"\ud83d":1}`, String.raw`{"\ufffd":1}`, 1],
  ["a half behind a backslash", String.raw`["\\\ud83d"]`, String.raw`["\\\ufffd"]`, 1],
])("%s becomes U+FFFD", (_, json, whole, count) => {
  expect(replaceHalves(json)).toEqual({ json: whole, replacedHalves: count });
});

test.each([
  ["a pair", String.raw`["\ud83d\uDE00"]`],
  ["a backslash and letters", String.raw`["\\ud83d"]`],
  ["a neighbour of the halves", String.raw`["\ud7ff\ue000"]`],
])("%s stays as it is", (_, json) => {
  expect(replaceHalves(json)).toEqual({ json, replacedHalves: 0 });
});

test("what comes out is what a reader takes that replaces halves itself", () => {
  const unit = fc.constantFrom(
    String.raw`\ud83d`,
    String.raw`\ude00`,
    String.raw`\\`,
    String.raw`\"`,
    "u",
    "d83d",
    String.raw`\u0041`,
    "é",
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 8 }), (units) => {
      const json = `["${units.join("")}"]`;
      const [text = ""]: string[] = JSON.parse(json);
      // No encoding has halves, so that Node replaces them.
      expect(JSON.parse(replaceHalves(json).json)).toEqual([Buffer.from(text).toString()]);
    }),
  );
});
