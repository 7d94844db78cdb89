import { expect, test } from "vitest";
import { parseConfig } from "../config/parse-config.ts";
import { readScope, scopeOf, type TableScope } from "./table-scope.ts";

const settings = { table_name: "t", search_prefix: "in/", search_pattern: "in/(?:a|b)", exclude_pattern: "tmp" };
const { config } = parseConfig([{ bucket: "lake", start_date: "2026-01-01", tables: [settings] }]);
const [table] = config.tables;
if (table === undefined) throw new Error("the config has one table");

/** As a state of an earlier version has it, which knew fewer endings. */
const [rule = "", prefix = "", pattern = "", exclude = "", , start = ""] = scopeOf(table, config);
const old: TableScope = [rule, prefix, pattern, exclude, "csv gz zip", start];

function asked(scope: TableScope): NonNullable<ReturnType<typeof readScope>> {
  const read = table === undefined ? null : readScope(scope, table);
  if (read === null) throw new Error("the scope can be read");
  return read;
}

test.each([
  ["in/a.csv", {}, true],
  ["in/b.csv.gz", {}, true],
  ["in/a.jsonl", {}, false],
  ["in/c.csv", {}, false],
  ["out/in/a.csv", {}, false],
  ["in/a.tmp.csv", {}, false],
  ["in/a.csv", { size: 0 }, false],
  ["in/a.csv", { lastModified: new Date("2026-01-01") }, false],
])("a scope of another time has %s with %j: %s", (key, part, expected) => {
  const object = { key, size: 1, lastModified: new Date("2026-01-02"), etag: '"a"', ...part };
  expect(asked(old).includes(object)).toBe(expected);
});

test.each([
  ["in/a.jsonl.gz", true],
  ["in/a.csv.gz", false],
  ["in/a.xyz.gz", false],
  // It may hold several, by which it was read.
  ["in/a.jsonl.zip", false],
  ["in/a.jsonl", false],
])("what it had opened and found nothing in that it could read: %s is such a one: %s", (key, expected) =>
  expect(asked(old).passedOver({ key })).toBe(expected),
);

test("where every name was read, nothing was skipped", () => {
  const any = asked([rule, prefix, pattern, exclude, null, start]);
  expect(any.passedOver({ key: "in/a.jsonl.gz" })).toBe(false);
  expect(any.prefix).toBe("in/");
});

test.each<[string, TableScope]>([
  ["of another rule", ["2", prefix, pattern, exclude, null, null]],
  ["without a prefix", [rule, null, pattern, exclude, null, null]],
  ["without a pattern", [rule, prefix, null, exclude, null, null]],
  ["of a pattern that is none", [rule, prefix, "(", exclude, null, null]],
])("a scope %s cannot be asked", (_, scope) => {
  expect(readScope(scope, table)).toBeNull();
});
