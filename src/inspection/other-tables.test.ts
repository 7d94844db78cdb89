import { expect, test } from "vitest";
import { tableWith } from "../../test/support/table-with.ts";
import { tableFilter } from "../table/table-filter.ts";
import { OtherTables } from "./other-tables.ts";

/** Tables of these patterns, the first of which sees these keys, and takes none of them. */
function seeing(patterns: readonly string[], keys: readonly string[]): OtherTables {
  const all = patterns.map((search_pattern, index) => {
    const table = tableWith({ table_name: `t${index}`, search_pattern });
    return { table, filter: tableFilter(table) };
  });
  const [first] = all;
  if (first === undefined) throw new Error("There is no table");
  const others = new OtherTables(first, all);
  const lastModified = new Date(0);
  others.see(
    keys.map((key) => ({ key, size: 1, lastModified, etag: "" })),
    new Set(),
  );
  return others;
}

test("of keys that a table does not take, those are told that no other takes and that could be read", () => {
  const others = seeing(["^in/a", "b\\.csv"], ["in/b.csv", "in/c.csv", "in/d.exe"]);
  expect([others.untaken, others.examples, others.isComplete]).toEqual([1, ["in/c.csv"], true]);
});

test("beside very many tables not every key is held against each, and that is known", () => {
  const patterns = Array.from({ length: 2000 }, (_, index) => `x${index}`);
  expect(seeing(patterns, ["a.csv"]).isComplete).toBe(true);
  expect(seeing(patterns, ["a.csv", "b.csv", "c.csv"]).isComplete).toBe(false);
  // Tables that list something else cost nothing.
  const elsewhere = patterns.map((pattern) => `^${pattern}/`);
  expect(
    seeing(
      elsewhere,
      Array.from({ length: 900 }, (_, index) => `x0/${index}.csv`),
    ),
  ).toMatchObject({
    untaken: 900,
    isComplete: true,
  });
});
