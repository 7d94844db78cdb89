import { expect, it } from "vitest";
import { compareWithPython } from "../support/compare-with-python.ts";
import { hasPython } from "../support/python-csv.ts";

it.skipIf(!hasPython())(
  "100,000 small files are read as Python's csv.reader reads them (skipped without python3)",
  async () => {
    const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
    const { differences } = await compareWithPython(100_000, seed);
    expect({ seed, differences }).toEqual({ seed, differences: [] });
  },
);
