import fc from "fast-check";
import { expect } from "vitest";
import type { TableFinding } from "../../src/inspection/table-report.ts";
import type { CorpusFile } from "../corpus/corpus-file.ts";
import { cellsOf } from "../corpus/read-with-tap.ts";
import { scoreCells } from "../corpus/score.ts";
import { anyWrittenTable } from "./any-written-table.ts";
import { checkInProcess } from "./check-in-process.ts";
import { memoryStore } from "./memory-store.ts";
import { parseMessages } from "./messages.ts";
import { syncBucketInProcess } from "./sync-in-process.ts";

type File = Pick<CorpusFile, "bytes" | "rows">;

/** Holds the advice of `--check` on so many files that are written in any way. */
export async function checkAdvice(runs: number): Promise<void> {
  await fc.assert(fc.asyncProperty(anyWrittenTable, expectHelp), { numRuns: runs });
}

/** What `--check` advises makes the file read better, each piece of it, and nothing is left to be advised. */
export async function expectHelp(file: File): Promise<void> {
  const findings = await adviceOn(file, {});
  const advice = findings.filter(({ severity }) => severity !== "note");
  const all = settingsOf(advice);
  const best = await scoreWith(all, file);
  expect([all, best]).toEqual([all, expect.closeTo(Math.max(best, await scoreWith({}, file)), 9)]);
  for (const finding of advice) {
    const others = settingsOf(advice.filter((other) => other !== finding));
    // What is recognised by its NULs reads as well without.
    const isRecognised = finding.settings.encoding?.startsWith("utf-16") === true;
    const without = await scoreWith(others, file);
    expect([finding.settings, without]).toEqual([
      finding.settings,
      expect.closeTo(isRecognised ? best : Math.min(without, best - 0.001), 9),
    ]);
  }
  const left = (await adviceOn(file, all)).filter(({ severity }) => severity !== "note");
  expect(left).toEqual([]);
  await expectNotesToHold(file, all);
}

/** What could be set besides has every value fit. */
async function expectNotesToHold(file: File, settings: object): Promise<void> {
  const before = await findingsOn(file, settings);
  const notes = before.filter(({ severity }) => severity === "note");
  const after = await findingsOn(file, { ...settings, ...settingsOf(notes) });
  expect(after.map(({ message }) => message)).toEqual(
    before.filter((finding) => !notes.includes(finding)).map(({ message }) => message),
  );
}

async function adviceOn(file: File, settings: object): Promise<readonly TableFinding[]> {
  const findings = await findingsOn(file, settings);
  return findings.filter((finding) => Object.keys(finding.settings).length > 0);
}

async function findingsOn({ bytes }: File, settings: object): Promise<readonly TableFinding[]> {
  const { report } = await checkInProcess(memoryStore([{ key: "a.csv", bytes }]), configOf(settings));
  return report.tables.flatMap(({ findings }) => findings);
}

/** The part of the cells that a sync reads as a person does. */
async function scoreWith(settings: object, { bytes, rows }: File): Promise<number> {
  const { stdout } = await syncBucketInProcess(memoryStore([{ key: "a.csv", bytes }]), configOf(settings));
  const records = parseMessages(stdout).flatMap((message) => (message.type === "RECORD" ? [message.record] : []));
  return scoreCells(rows, cellsOf(records.map(ownColumns), rows[0]));
}

function ownColumns(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !name.startsWith("_sdc_source")));
}

function configOf(settings: object): object {
  return { tables: [{ table_name: "t", search_pattern: ".", ...settings }] };
}

function settingsOf(findings: readonly TableFinding[]): object {
  return Object.assign({}, ...findings.map(({ settings }) => settings));
}
