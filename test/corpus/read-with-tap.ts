import type { Store } from "../../local-aws/store/store.ts";
import { runFileCases } from "../support/file-cases.ts";
import { corpus } from "./programs.ts";
import { scoreCells } from "./score.ts";

/** What the tap makes of a file of the corpus. */
export interface TapReading {
  /** The part of the cells that is right. */
  readonly score: number;
  readonly complaints: readonly string[];
}

/** Reads every file with one run, each as a table of its own of which nothing but the dialect is set. */
export async function readWithTap(store: Store, dialect: "auto" | "fixed"): Promise<ReadonlyMap<string, TapReading>> {
  const cases = corpus.map(({ program, bytes }) => ({ name: program, files: bytes, table: { dialect }, records: [] }));
  const { results } = await runFileCases(store, cases);
  return new Map(
    corpus.map(({ program, rows }) => {
      const { records = [], complaints = [] } = results.get(program) ?? {};
      return [program, { score: scoreCells(rows, cellsOf(records, rows[0] ?? [])), complaints }];
    }),
  );
}

/** The names of the first record and the values of all. A surplus field is no cell. */
export function cellsOf(
  records: readonly Readonly<Record<string, unknown>>[],
  expected: readonly string[] = [],
): string[][] {
  const found = Object.keys(records[0] ?? {}).filter((name) => name !== "_sdc_extra");
  // JSON.parse puts names that are integers, such as years, before all others.
  const names = expected.every((name) => found.includes(name))
    ? [...expected, ...found.filter((name) => !expected.includes(name))]
    : found;
  return [names, ...records.map((record) => names.map((name) => textOf(record[name])))];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
