import { expect, test } from "vitest";
import { parseYamlText } from "./yaml-text.ts";

test("YAML is read as version 1.2 says", () => {
  const text = `
# what to read
bucket: lake
start_date: 2024-01-31
anonymous: no
tables:
  - table_name: orders
    search_pattern: orders-\\d+\\.csv$
    key_properties: [id]
    columns: { amount: decimal }
`;
  expect(parseYamlText(text)).toEqual({
    value: {
      bucket: "lake",
      start_date: "2024-01-31",
      anonymous: "no",
      tables: [
        {
          table_name: "orders",
          search_pattern: "orders-\\d+\\.csv$",
          key_properties: ["id"],
          columns: { amount: "decimal" },
        },
      ],
    },
  });
});

test.each([
  ["bucket: hush\n\tregion: x", "line 2, column 1: tab as indent"],
  ["bucket: [hush", "line 1, column 14: bad indent"],
  ["a: 1\na: 2", "line 2, column 1: duplicate key"],
  ['a: "hush', "line 1, column 9: missing char"],
  ["a: 1\n---\nb: 2", "line 2, column 1: multiple docs"],
])("%j has its error told, without a word of the text", (text, expected) => {
  expect(parseYamlText(text)).toEqual({ problem: `is not valid YAML: ${expected}` });
});

test("an alias without an anchor, and a bomb of aliases, have their error told", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [name, before] of ["ba", "cb", "dc", "ed"]) {
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`);
  }
  for (const text of ["a: *b", bomb.join("\n")]) {
    expect(parseYamlText(text)).toEqual({ problem: expect.stringMatching(/^is not valid YAML: /) });
  }
});
