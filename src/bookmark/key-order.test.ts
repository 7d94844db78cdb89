import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareKeys } from "./key-order.ts";

test("keys are ordered by their UTF-8 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test.each([
  ["\u{ffff}", "\u{10000}"],
  ["a\u{e000}", "a\u{1f600}"],
  ["é", "\u{1f600}"],
  ["a", "a/"],
])("%j comes before %j", (first, second) => {
  expect(compareKeys(first, second)).toBeLessThan(0);
  expect(compareKeys(second, first)).toBeGreaterThan(0);
});
