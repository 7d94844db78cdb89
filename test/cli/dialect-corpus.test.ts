import { beforeAll, describe, expect, test } from "vitest";
import { corpus } from "../corpus/programs.ts";
import { scoreCells } from "../corpus/score.ts";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, runFileCases } from "../support/file-cases.ts";

const store = useStore();

const runs = new Map<string, CasesRun>();

beforeAll(async () => {
  store().createBucket(bucketName);
  for (const dialect of ["auto", "fixed"]) {
    const cases = corpus.map(({ program, bytes }) => ({
      name: program,
      files: bytes,
      table: { dialect },
      records: [],
    }));
    runs.set(dialect, await runFileCases(store(), cases));
  }
}, 120_000);

/** The names of the first record and the values of all. A surplus field is no cell. */
function cellsOf(dialect: string, program: string): string[][] {
  const records = runs.get(dialect)?.results.get(program)?.records ?? [];
  const names = Object.keys(records[0] ?? {}).filter((name) => name !== "_sdc_extra");
  return [names, ...records.map((record) => names.map((name) => textOf(record[name])))];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const scoreOf = (dialect: string, program: string): number =>
  scoreCells(corpus.find((file) => file.program === program)?.rows ?? [], cellsOf(dialect, program));

test("the corpus has at least sixty files, each of another program or setting", () => {
  expect(new Set(corpus.map(({ program }) => program)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThanOrEqual(60);
});

test('with dialect "auto" at least 95 % of all cells are right', () => {
  const scores = corpus.map(({ program }) => scoreOf("auto", program));
  expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.95);
});

describe("with nothing set, wrong cells come with a warning that names a setting", () => {
  test.for(corpus.map(({ program }) => program))("%s", (program) => {
    if (scoreOf("fixed", program) === 1) return;
    expect(runs.get("fixed")?.results.get(program)?.complaints.join("\n")).toMatch(
      /set "encoding" to|"(?:delimiter|quote|escape|encoding|header|skip_lines|skip_footer_lines|row_delimiter|trim|comment)": /,
    );
  });
});
