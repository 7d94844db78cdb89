import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { type ParquetRow, parquetRows } from "../../support/parquet-rows.ts";
import { hasPython, installPython } from "../programs/python-program.ts";

const writers = {
  name: "parquet-writers",
  requirements: ["pyarrow==26.0.1", "duckdb==2.0.1", "polars==2.1.0", "fastparquet==2026.9.0", "pandas==3.1.1"],
};
const script = fileURLToPath(new URL("write_files.py", import.meta.url));

describe.skipIf(!hasPython())("Parquet files of other programs (skipped without python3)", () => {
  test("have the values that pyarrow, DuckDB, polars and fastparquet meant", { timeout: 600_000 }, async () => {
    const bin = await installPython(writers);
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-parquet-"));
    try {
      await promisify(execFile)(join(bin, "python"), [script, folder]);
      const { rows, flat }: { readonly rows: readonly ParquetRow[]; readonly flat: readonly string[] } = JSON.parse(
        await readFile(join(folder, "rows.json"), "utf8"),
      );
      const flatRows = rows.map((row) => Object.fromEntries(flat.map((name) => [name, row[name] ?? null])));
      const files = (await readdir(folder)).filter((name) => name.endsWith(".parquet"));
      expect(files.length).toBeGreaterThan(25);
      for (const name of files) {
        const found = await parquetRows(await readFile(join(folder, name)));
        const expected = name.startsWith("fastparquet") ? flatRows : rows;
        expect(found, name).toHaveLength(expected.length);
        const wrong = found.flatMap((row, index) => (same(row, expected[index]) ? [] : [[name, row, expected[index]]]));
        expect(wrong.slice(0, 1)).toEqual([]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function same(a: ParquetRow, b: ParquetRow | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
