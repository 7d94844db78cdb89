import { expect, test } from "vitest";
import { headerOf } from "./header.ts";

test.each([
  ["the first row", true, ["a", " b"], false],
  ["numbers", false, ["column_1", "column_2"], true],
  ["a list", ["x", "y", "z"], ["x", "y", "z"], true],
] as const)("columns are named by %s", (_, option, names, isFirstRowData) => {
  expect(headerOf(option, ["a", " b"])).toEqual({ names, isFirstRowData });
});
