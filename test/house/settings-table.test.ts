import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsTable } from "./settings-table.ts";

const page = join(import.meta.dirname, "../../docs/configuration.md");

// `npm run docs` writes the page when it differs.
test("the settings of docs/configuration.md are those of the schema", async () => {
  const text = readFileSync(page, "utf8");
  const blocks = /(?<=<!-- settings:(top|table) -->\n\n).*?(?=\n\n<!-- \/settings:\1 -->)/gs;
  expect(text.match(blocks)).toHaveLength(2);
  const written = text.replace(blocks, (_, level: string) => settingsTable(level === "top" ? "top" : "table"));
  await expect(written).toMatchFileSnapshot(page);
});

test("a table has a row for each key, with its default and an example", () => {
  const rows = settingsTable("top").split("\n");
  expect(rows).toContainEqual(expect.stringMatching(/^\| `bucket` +\| required +\| .* Example: `"my-bucket"`\. +\|$/));
  expect(rows).toContainEqual(expect.stringMatching(/^\| `max_retries` +\| `10` +\| .* \|$/));
  expect(rows).toContainEqual(expect.stringMatching(/^\| `aws_profile` +\| none +\| .* \|$/));
});
