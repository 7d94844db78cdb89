import { describe, expect, it } from "vitest";
import { cuts } from "../../test/support/chunks.ts";
import { csvCases, usualDialect } from "../../test/support/csv-cases.ts";
import { rowsOf } from "../../test/support/rows-of.ts";
import { parseRows } from "./parse-rows.ts";
import { isScannable } from "./scan-grammar.ts";
import { scanRows } from "./scan-rows.ts";

const readers = [
  ["scanner", scanRows, csvCases.filter(({ dialect }) => isScannable({ ...usualDialect, ...dialect }))],
  ["csv-parse", parseRows, csvCases],
] as const;

describe.each(readers)("the %s reader", (name, reader, cases) => {
  describe.each(cases)("reads $name", ({ dialect, text, parsed, ...expected }) => {
    const { rows, error = null, end } = { ...expected, ...(name === "csv-parse" ? parsed : {}) };
    const bytes = Buffer.from(text);

    it.each(cuts)("%s", async (_, cut) => {
      for (const size of [1, 7, 1024]) {
        const reading = await rowsOf(reader({ ...usualDialect, ...dialect }, 1, size), cut(bytes));
        expect(reading.rows).toEqual(rows);
        if (error === null) expect(reading.error).toBeNull();
        else expect(reading.error).toContain(error);
        if (error === null) expect(reading.ends.at(-1)?.end ?? 0).toBe(end ?? bytes.length);
      }
    });
  });
});
