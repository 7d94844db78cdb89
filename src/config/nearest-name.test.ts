import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

const names = ["bucket", "tables", "start_date", "table_name", "search_prefix", "search_pattern", "quote", "escape"];

test.each([
  ["buckets", "bucket"],
  ["bukcet", "bucket"],
  ["tabels", "tables"],
  ["startDate", "start_date"],
  ["start-date", "start_date"],
  ["SEARCH_PREFIX", "search_prefix"],
  ["search_patern", "search_pattern"],
  ["quotes", "quote"],
])("%j means %j", (name, expected) => {
  expect(nearestName(name, names)).toBe(expected);
});

test.each(["", "xyz", "compression", "a".repeat(100_000)])("%.20j is near to nothing", (name) => {
  expect(nearestName(name, names)).toBeUndefined();
});

test("of two names that are equally near, the first is taken", () => {
  expect(nearestName("cat", ["bat", "rat"])).toBe("bat");
});
