import { expect, test } from "vitest";
import { parseJsonText } from "./json-text.ts";
import { parseYamlText } from "./yaml-text.ts";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test.each([
  ["brackets", nested(100_000)],
  ["dashes", "- ".repeat(20_000)],
  ["broken brackets", `${nested(100_000)},`],
])("a text that is nested out of all proportion is no bug: %s", (_, text) => {
  expect(parseJsonText(text)).toHaveProperty("problem");
  expect(parseYamlText(text)).toHaveProperty("problem");
});
