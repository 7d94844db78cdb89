import { describe, expect, it } from "vitest";
import { cuts } from "../../test/support/chunks.ts";
import { csvCases, defaultDialect } from "../../test/support/csv-cases.ts";
import { parseRows } from "./parse-rows.ts";
import { plainRows } from "../../test/support/plain-rows.ts";
import { rowsOf } from "../../test/support/rows-of.ts";
import { isScannable } from "./scan-grammar.ts";
import { scanRows } from "./scan-rows.ts";
import { readMultiByteRows } from "./multi-byte-rows.ts";

const isForScanner = ({ dialect }: (typeof csvCases)[number]): boolean =>
  isScannable({ ...defaultDialect, ...dialect });

const readers = [
  ["scanner", scanRows, csvCases.filter(isForScanner)],
  ["reader of long marks", readMultiByteRows, csvCases.filter((one) => !isForScanner(one))],
  ["second opinion of csv-parse", parseRows, csvCases],
] as const;

describe.each(readers)("the %s", (_, reader, cases) => {
  describe.each(cases)("reads $name", ({ dialect, text, parsed, ...expected }) => {
    const { rows, error = null, end } = { ...expected, ...(reader === parseRows ? parsed : {}) };
    const bytes = Buffer.from(text);

    it.each(cuts)("%s", async (_, cut) => {
      for (const size of [1, 7, 1024]) {
        const reading = await rowsOf(reader({ ...defaultDialect, ...dialect }, 1, size), cut(bytes));
        expect(reading.rows).toEqual(rows);
        if (error === null) expect(reading.error).toBeNull();
        else expect(reading.error).toContain(error);
        if (error === null) expect(reading.ends.at(-1)?.end ?? 0).toBe(end ?? bytes.length);
      }
    });
  });
});

describe("the plain reader, which the others are compared with", () => {
  // It knows no limits.
  const cases = csvCases.filter(({ dialect }) => dialect?.maxRecordSize === undefined);
  it.each(cases)("reads $name", ({ dialect, text, rows, error }) => {
    const reading = plainRows(text, { ...defaultDialect, ...dialect });
    expect(reading.rows).toEqual(rows);
    expect(reading.unclosedAt !== null).toBe(error !== undefined);
  });
});
