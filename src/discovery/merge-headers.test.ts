import { describe, expect, test } from "vitest";
import { mergeHeaders } from "./merge-headers.ts";

const merge = (...headers: readonly (readonly string[])[]) =>
  mergeHeaders(headers.map((names, index) => ({ file: `f${index}`, names })));

describe("mergeHeaders", () => {
  test("unites the columns in the order of first appearance", () => {
    expect(merge(["b", "a"], ["a", "c", "b"], ["d"]).columns).toEqual(["b", "a", "c", "d"]);
  });

  test("names the file that differs from most, and how", () => {
    expect(merge(["a", "b"], ["b", "a"], ["a", "c"]).odd).toEqual([{ file: "f2", lacks: ["b"], adds: ["c"] }]);
  });

  test("finds nothing odd in another order, in a repeated name, or in a file without a header", () => {
    expect(merge(["a", "b"], ["b", "a"], ["a", "b", "a"], [])).toEqual({ columns: ["a", "b"], odd: [] });
  });

  test("keeps names that objects have of their own", () => {
    expect(merge(["__proto__", "constructor"], ["__proto__"]).columns).toEqual(["__proto__", "constructor"]);
  });
});
