import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/format/dialect.ts";
import { isScannable } from "../../src/csv/scan-grammar.ts";
import { readMultiByteRows } from "../../src/csv/multi-byte-rows.ts";
import type { RowReader } from "../../src/csv/row-reader.ts";
import { parseRows } from "../../src/csv/parse-rows.ts";
import { readRows } from "../../src/csv/read-rows.ts";
import { scanRows } from "../../src/csv/scan-rows.ts";
import { chunkings, dialects, filesOf, inChunks, noiseOf, wideDialects } from "../support/csv-texts.ts";
import { plainRows } from "../support/plain-rows.ts";
import { rowsOf } from "../support/rows-of.ts";
import { runs } from "../support/runs.ts";

const often = { numRuns: runs(500) };

function withDialect<T>(dialects: fc.Arbitrary<Dialect>, textOf: (dialect: Dialect) => fc.Arbitrary<T>) {
  return dialects.chain((dialect) => fc.tuple(fc.constant(dialect), textOf(dialect)));
}

describe("both readers", () => {
  it("agree on every file whose quotes close before a delimiter or a line end, cut off anywhere", async () => {
    const files = withDialect(dialects, (dialect) =>
      fc.tuple(filesOf(dialect), fc.double({ min: 0, max: 1, noNaN: true })),
    );
    await fc.assert(
      fc.asyncProperty(
        files,
        chunkings,
        fc.integer({ min: 1, max: 64 }),
        async ([dialect, [file, cut]], lengths, size) => {
          const bytes = Buffer.from(file.text);
          const end = cut > 0.5 ? bytes.length : Math.round(2 * cut * bytes.length);
          const text = Buffer.from(bytes.subarray(0, end).toString());
          const scanned = await rowsOf(scanRows(dialect, 1, size), inChunks(text, lengths));
          const parsed = await rowsOf(parseRows(dialect, 1, size), inChunks(text, lengths));
          expect(scanned.rows).toEqual(parsed.rows);
          expect(scanned.error).toBe(parsed.error);
          expect(scanned.ends.at(-1)).toEqual(parsed.ends.at(-1));
        },
      ),
      often,
    );
  });
});

/** The reader that readRows would take, with a size of batches that cuts rows everywhere. */
function smallReader(dialect: Dialect, size: number): RowReader {
  return isScannable(dialect) ? scanRows(dialect, 1, size) : readMultiByteRows(dialect, 1, size);
}

describe("the reader of the dialect", () => {
  it("makes of any text what the plain reader makes of it, however it is cut", async () => {
    const texts = withDialect(fc.oneof(dialects, wideDialects), noiseOf);
    await fc.assert(
      fc.asyncProperty(texts, chunkings, fc.integer({ min: 1, max: 64 }), async ([dialect, text], lengths, size) => {
        const reading = await rowsOf(smallReader(dialect, size), inChunks(Buffer.from(text), lengths));
        const expected = plainRows(text, dialect);
        expect(reading.rows).toEqual(expected.rows);
        if (expected.unclosedAt === null) expect(reading.error).toBeNull();
        else expect(reading.error).toContain(`line ${expected.unclosedAt} opens a quote that never closes`);
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe.each([
  ["the scanner", dialects, scanRows],
  ["csv-parse", fc.oneof(dialects, wideDialects), parseRows],
  ["the reader of the dialect", fc.oneof(dialects, wideDialects), readRows],
] as const)("%s", (_, dialects, reader) => {
  it("reads back what was written", async () => {
    await fc.assert(
      // What has no quotes cannot write every text.
      fc.asyncProperty(
        withDialect(
          dialects.filter(({ quote, escape }) => quote !== "" || escape === ""),
          filesOf,
        ),
        chunkings,
        async ([dialect, { text, rows }], lengths) => {
          expect(await rowsOf(reader(dialect), inChunks(Buffer.from(text), lengths))).toMatchObject({
            rows,
            error: null,
          });
        },
      ),
      often,
    );
  });

  it("makes the same of the same bytes, however they are cut", async () => {
    await fc.assert(
      fc.asyncProperty(withDialect(dialects, noiseOf), chunkings, async ([dialect, text], lengths) => {
        const bytes = Buffer.from(text);
        const whole = await rowsOf(reader(dialect), [bytes]);
        const cut = await rowsOf(reader(dialect), inChunks(bytes, lengths));
        expect(cut.rows).toEqual(whole.rows);
        expect(cut.error).toBe(whole.error);
        expect(cut.ends.at(-1)).toEqual(whole.ends.at(-1));
      }),
      often,
    );
  });

  it("reads the rest when it begins at the end of a batch", async () => {
    await fc.assert(
      fc.asyncProperty(
        withDialect(dialects, noiseOf),
        fc.integer({ min: 1, max: 9 }),
        async ([dialect, text], size) => {
          const bytes = Buffer.from(text);
          const whole = await rowsOf(reader(dialect, 1, size), inChunks(bytes, [size]));
          for (const { end, rows } of whole.ends) {
            const rest = await rowsOf(reader({ ...dialect, skipLines: 0 }, rows + 1), [bytes.subarray(end)]);
            expect(rest.rows).toEqual(whole.rows.slice(rows));
            expect(rest.error).toBe(whole.error);
            expect((rest.ends.at(-1)?.end ?? 0) + end).toBe(whole.ends.at(-1)?.end);
          }
        },
      ),
      often,
    );
  });
});
