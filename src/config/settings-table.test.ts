import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsTable } from "./settings-table.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test.each(["top", "table"] as const)("the README's %s settings are those of the schema", (level) => {
  const section = readme.split(`<!-- settings:${level} -->`)[1]?.split(`<!-- /settings:${level} -->`)[0];
  expect(cellsOf(section ?? "")).toEqual(cellsOf(settingsTable(level)));
});

test("a table has a row for each key, with its default and an example", () => {
  const rows = settingsTable("top").split("\n");
  expect(rows).toContainEqual(expect.stringMatching(/^\| `bucket` \| required \| .* Example: `"my-bucket"`\. \|$/));
  expect(rows).toContainEqual(expect.stringMatching(/^\| `max_retries` \| `10` \| .* \|$/));
  expect(rows).toContainEqual(expect.stringMatching(/^\| `aws_profile` \| none \| .* \|$/));
});

/** A formatter may pad the cells of a table and lengthen its rule. */
function cellsOf(table: string): readonly string[] {
  return table
    .trim()
    .split("\n")
    .map((row) => row.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---"));
}
