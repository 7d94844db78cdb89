import { formatBytes, formatCount } from "../wording/amounts.ts";
import { printable } from "../wording/printable.ts";
import { rateAndRest } from "./progress-text.ts";
import type { TableSummary } from "./summary.ts";

/** How far a table has come, in one line; empty as long as nothing is known of it. */
export function progressLine(summary: TableSummary | undefined): string {
  if (summary === undefined || summary.due.files === 0) return "";
  const { due, files, come, place } = summary;
  return [
    ...(place.of > 1 ? [`table ${place.number} of ${place.of}`] : []),
    printable(summary.table),
    `${formatCount(files)} of ${formatCount(due.files)} files`,
    `${formatBytes(come)} of ${formatBytes(due.bytes)}`,
    ...rateAndRest(summary),
  ].join("  ");
}

/** Columns that are left out where the terminal is too narrow, one after another: those of nothing but zeros first. */
const dispensable = ["known", "skipped", "failed", "seconds", "size"];
const headings = ["table", "files", "known", "skipped", "failed", "records", "size", "seconds"];

/** What became of each table, for a person to read when the run has ended, on a terminal so wide. */
export function summaryTable(summaries: readonly TableSummary[], terminalWidth: number): string {
  const skippedOf = (summary: TableSummary): number =>
    [...summary.skipped.values()].reduce((sum, count) => sum + count, 0);
  const rows = summaries.map((summary) => [
    printable(summary.table),
    formatCount(summary.files),
    formatCount(summary.known),
    formatCount(skippedOf(summary)),
    summary.hasFailed ? "aborted" : formatCount(summary.failed),
    formatCount(summary.records),
    formatBytes(summary.bytes),
    summary.seconds.toFixed(2),
  ]);
  return layOutColumns(fitting([headings, ...rows], terminalWidth));
}

function fitting(rows: readonly (readonly string[])[], terminalWidth: number): readonly (readonly string[])[] {
  const [names = [], ...values] = rows;
  const isOfZeros = (name: string): boolean => values.every((row) => row[names.indexOf(name)] === "0");
  const order = dispensable.filter((name) => names.includes(name));
  const least = order.find(isOfZeros) ?? order[0];
  const width = widthsOf(rows).reduce((sum, column) => sum + column + 2, -2);
  if (width <= terminalWidth || least === undefined) return rows;
  const at = names.indexOf(least);
  return fitting(
    rows.map((row) => row.toSpliced(at, 1)),
    terminalWidth,
  );
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}

/** The first column to the left, the numbers to the right. */
function layOutColumns(rows: readonly (readonly string[])[]): string {
  const widths = widthsOf(rows);
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return lines.map((cells) => `${cells.join("  ")}\n`).join("");
}
