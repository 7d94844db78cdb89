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

/** What became of each table, for a person to read when the run has ended. */
export function summaryTable(summaries: readonly TableSummary[]): string {
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
  return layOutColumns([["table", "files", "known", "skipped", "failed", "records", "size", "seconds"], ...rows]);
}

/** The first column to the left, the numbers to the right. */
function layOutColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return lines.map((cells) => `${cells.join("  ")}\n`).join("");
}
