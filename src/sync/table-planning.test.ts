import { expect, test } from "vitest";
import { IdSet } from "../bookmark/id-set.ts";
import { parseConfig } from "../config/parse-config.ts";
import { scopeOf } from "../table/table-scope.ts";
import { TablePlanning } from "./table-planning.ts";

const shop = { table_name: "shop", search_prefix: "shop/in/", search_pattern: "csv$" };
const { config } = parseConfig([{ bucket: "lake", tables: [shop] }]);
const [table] = config.tables;
if (table === undefined) throw new Error("the config has one table");

/** What had been read under each of these prefixes, the latest first, of which only a sketch tells. */
function widerPrefixBehind(...prefixes: readonly string[]): string | null {
  if (table === undefined) return null;
  const floor = Date.parse("2026-02-01T00:00:00Z");
  const [latest, ...earlier] = prefixes.map((searchPrefix) => {
    const below = new IdSet(0);
    below.add({ high: 1, low: 1 });
    return { scope: scopeOf({ ...table, searchPrefix }, config), floor, seen: [], below };
  });
  if (latest === undefined) throw new Error("there was a prefix before");
  const files = { version: 2, ...latest, parts: [], earlier } as const;
  return new TablePlanning(table, config, { modifiedSince: floor, files }).widerPrefix;
}

test.each([
  [["shop/in/"], "shop/in/"],
  [["shop/"], "shop/"],
  [["shop/", ""], ""],
  [["", "shop/"], ""],
  // What is listed now must be in it.
  [["other/"], "shop/in/"],
  [["shop/in/2025/"], "shop/in/"],
  [["other/", "shop/"], "shop/"],
])("behind the prefixes %j, what is to be listed begins with %j", (prefixes, expected) => {
  expect(widerPrefixBehind(...prefixes)).toBe(expected);
});
