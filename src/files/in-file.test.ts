import { describe, expect, test } from "vitest";
import { type ErrorKind, type Place, TapError } from "../errors.ts";
import { inFile, isOfOneFile } from "./in-file.ts";

describe("What is wrong with a file", () => {
  test("is told with its name, and where the object is", () => {
    const error = new TapError("data", "The record at line 2 cannot be read", { place: { line: 2 } });
    expect(inFile(error, "lake", "a.zip", "a.zip/b.csv")).toMatchObject({
      kind: "data",
      message: 'Cannot read "a.zip/b.csv": the record at line 2 cannot be read',
      place: { line: 2, bucket: "lake", key: "a.zip" },
      cause: error,
    });
  });

  test.each([
    new TapError("data", 'Cannot read "a.csv": it is empty', { place: { key: "a.csv" } }),
    new TapError("unreachable", "The store is away"),
    new Error("a bug"),
    null,
  ])("stays as it is where it says so itself, or is about something else: %s", (error) => {
    expect(inFile(error, "lake", "a.csv", "a.csv")).toBe(error);
  });
});

describe("The other files can still be read", () => {
  test.each<[ErrorKind, Place, boolean]>([
    ["data", {}, true],
    ["corrupt", {}, true],
    ["gone", {}, true],
    ["changed", {}, true],
    ["archived", {}, true],
    ["denied", { key: "a.csv" }, true],
    ["denied", {}, false],
    ["unreachable", { key: "a.csv" }, true],
    ["unreachable", {}, false],
    ["usage", { key: "a.csv" }, false],
    ["reader-gone", {}, false],
    ["stopped", {}, false],
  ])("behind an error of kind %s at %j: %s", (kind, place, expected) => {
    expect(isOfOneFile(new TapError(kind, "x", { place }))).toBe(expected);
  });

  test("behind a bug they cannot", () => {
    expect(isOfOneFile(new Error("a bug"))).toBe(false);
  });
});
