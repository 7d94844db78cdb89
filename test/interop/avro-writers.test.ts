import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { avroRows } from "../support/avro-rows.ts";
import { hasPython, installPython } from "./programs/python-program.ts";

const writers = { name: "avro-writers", requirements: ["avro==1.12.2", "polars==2.1.0"] };
const script = fileURLToPath(new URL("avro/write_with_others.py", import.meta.url));

/** As the script has it; polars calls a row's fields by position, and so in the same order. */
function rowOf(number: number): string {
  const at = new Date(Date.UTC(2024, 0, 2 + number, 3, 4, 5, 678)).toISOString().replace("Z", "901Z");
  const tags = Array.from({ length: number % 4 }, (_, tag) => `t${tag}`);
  return [
    `id number ${2 ** 40 + number}`,
    `price number ${number / 7}`,
    number % 3 === 0 ? "name null null" : `name text name ${number} é`,
    `at text ${at}`,
    `day text ${at.slice(0, 10)}`,
    `paid boolean ${number % 2 === 0}`,
    `tags json ${JSON.stringify(tags)}`,
  ].join(", ");
}

describe.skipIf(!hasPython())("Avro files that others have written (skipped without python3)", () => {
  test("have the rows that were given to Apache's library and to polars", { timeout: 300_000 }, async () => {
    const bin = await installPython(writers);
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-avro-"));
    try {
      await promisify(execFile)(join(bin, "python"), [script, folder]);
      const files = await readdir(folder);
      expect(files).toHaveLength(5);
      for (const file of files) {
        const { rows, error } = await avroRows(createReadStream(join(folder, file)));
        expect(error).toBeNull();
        expect({ file, rows }).toEqual({ file, rows: Array.from({ length: 500 }, (_, number) => rowOf(number)) });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
