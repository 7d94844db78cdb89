import { formatBytes, formatCount, formatSeconds } from "../wording/amounts.ts";
import { printable } from "../wording/printable.ts";
import type { TableSummary } from "./summary.ts";

/** How far a table has come, in one line; empty as long as nothing is known of it. */
export function progressLine(summary: TableSummary | undefined): string {
  if (summary === undefined || summary.due.files === 0) return "";
  const { due, files, fetched, bytes, records } = summary;
  // Of a Parquet file only what is selected is fetched, so that one which has been read counts whole.
  const come = Math.max(fetched, bytes);
  const seconds = Math.max(summary.elapsed(), 0.001);
  const share = due.bytes === 0 ? 0 : Math.min(1, come / due.bytes);
  return [
    printable(summary.table),
    `${formatCount(files)} of ${formatCount(due.files)} files`,
    `${formatBytes(come)} of ${formatBytes(due.bytes)}`,
    `${Math.floor(share * 100)} %`,
    `${formatCount(records / seconds)} rows/s`,
    // Of the first moments nothing can be concluded.
    ...(share > 0.01 && share < 1 ? [`${formatSeconds((seconds * (1 - share)) / share)} left`] : []),
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
    summary.hasFailed ? "broken off" : formatCount(summary.failed),
    formatCount(summary.records),
    formatBytes(summary.bytes),
    summary.seconds.toFixed(2),
  ]);
  return layOutColumns([["table", "files", "known", "passed over", "failed", "records", "size", "seconds"], ...rows]);
}

/** The first column to the left, the numbers to the right. */
function layOutColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return lines.map((cells) => `${cells.join("  ")}\n`).join("");
}
