import { expect, test } from "vitest";
import { quoted } from "./quoted.ts";

test.each<[readonly string[], string]>([
  [["id", 'a "b"'], '"id", "a \\"b\\""'],
  [[], ""],
  [["x".repeat(300)], `"${"x".repeat(200)}…"`],
])("%j is told as %s", (names, text) => {
  expect(quoted(names)).toBe(text);
});

test("of many names the first are told, and how many more there are", () => {
  const names = Array.from({ length: 90_000 }, (_, index) => `c${index}`);
  expect(quoted(names)).toMatch(/^"c0", .*"c19" and 89980 more$/);
  expect(quoted(names.slice(0, 20))).toMatch(/"c19"$/);
});
