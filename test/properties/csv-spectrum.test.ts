import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseRows } from "../../src/csv/parse-rows.ts";
import { scanRows } from "../../src/csv/scan-rows.ts";
import { defaultDialect } from "../support/csv-cases.ts";
import { rowsOf } from "../support/rows-of.ts";

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve("csv-spectrum"));
// Its JSON has another telephone number than its CSV, and no list around the one object.
const contradictory = "location_coordinates";
const names = readdirSync(path.join(folder, "csvs"))
  .map((file) => path.basename(file, ".csv"))
  .filter((name) => name !== contradictory);

describe.each([
  ["the scanner", scanRows],
  ["csv-parse", parseRows],
])("%s, on csv-spectrum", (_, reader) => {
  it("has its files to read", () => {
    expect(names).toHaveLength(11);
  });

  it.each(names)("reads %s", async (name) => {
    const expected: unknown = JSON.parse(readFileSync(path.join(folder, "json", `${name}.json`), "utf8"));
    const reading = await rowsOf(reader(defaultDialect), [readFileSync(path.join(folder, "csvs", `${name}.csv`))]);
    const [header = [], ...rows] = reading.rows;
    expect(reading.error).toBeNull();
    expect(rows.map((row) => Object.fromEntries(row.map((text, column) => [header[column], text])))).toEqual(expected);
  });
});
