import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { CorpusFile } from "../../corpus/corpus-file.ts";
import { corpus } from "../../corpus/programs.ts";
import { readWithTap } from "../../corpus/read-with-tap.ts";
import { scoreCells } from "../../corpus/score.ts";
import { bucketName, useStore } from "../../support/bucket.ts";
import { hasPython, installPython } from "../programs/python-program.ts";

const sniffers = { name: "dialect-sniffers", requirements: ["duckdb==2.0.1", "clevercsv==0.8.5"] };
const script = fileURLToPath(new URL("read_with_others.py", import.meta.url));
const page = fileURLToPath(new URL("../../../docs/dialects.md", import.meta.url));

const store = useStore();

/** By the number of the file in the corpus. */
type Readings = Readonly<Record<string, readonly (readonly unknown[])[]>>;

describe.skipIf(!hasPython())("Dialects that are found (skipped without python3)", () => {
  test("have as many right cells as the page says, beside DuckDB and CleverCSV", { timeout: 600_000 }, async () => {
    store().createBucket(bucketName);
    const own = await readWithTap(store(), "auto");
    const { duckdb, clevercsv } = await readWithOthers();
    const scorers: readonly ((file: CorpusFile, index: number) => number)[] = [
      ({ program }) => own.get(program)?.score ?? 0,
      ({ rows }, index) => scoreCells(rows, textsOf(duckdb[nameOf(index)])),
      ({ rows }, index) => scoreCells(rows, textsOf(clevercsv[nameOf(index)])),
    ];
    const scored = corpus.map((file, index) => ({ ...file, scores: scorers.map((score) => score(file, index)) }));
    const groups = [
      ["all files", scored],
      ["in UTF-8, one table from the first line to the last", scored.filter(({ isPlain }) => isPlain)],
      ["all others", scored.filter(({ isPlain }) => !isPlain)],
    ] as const;
    const averageOf = (files: typeof scored, who: number): number =>
      files.reduce((sum, { scores }) => sum + (scores[who] ?? 0), 0) / files.length;
    const table = groups.map(([name, files]) =>
      [`${name} (${files.length})`].concat(scorers.map((_, who) => percent(averageOf(files, who)))),
    );
    expect(rowsOf(await readFile(page, "utf8"))).toEqual(table);
    const better = scored.filter(({ scores: [tap = 0, ...others] }) => others.some((other) => other > tap));
    expect(better.map(({ program }) => program)).toEqual([]);
  });
});

async function readWithOthers(): Promise<{ readonly duckdb: Readings; readonly clevercsv: Readings }> {
  const bin = await installPython(sniffers);
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-corpus-"));
  try {
    for (const [index, { bytes }] of corpus.entries()) await writeFile(join(folder, `${nameOf(index)}.csv`), bytes);
    const { stdout } = await promisify(execFile)(join(bin, "python"), [script, folder], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const nameOf = (index: number): string => String(index).padStart(3, "0");

function textsOf(rows: readonly (readonly unknown[])[] = []): string[][] {
  return rows.map((row) => row.map(String));
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

/** The rows of the table of the page, without its head. */
function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && line.includes(" %"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
