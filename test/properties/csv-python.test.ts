import { describe, expect, it } from "vitest";
import { compareWithPython } from "../support/compare-with-python.ts";
import { hasPython } from "../support/python-csv.ts";

describe.skipIf(!hasPython())("the scanner, beside Python's csv.reader (skipped without python3)", () => {
  it("reads 1,000 small files alike, for any two chunks and byte by byte", async () => {
    expect(await compareWithPython(1_000, 1)).toEqual({ differences: [] });
  });
});
