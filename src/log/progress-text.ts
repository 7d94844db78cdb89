import { formatBytes, formatCount, formatSeconds } from "../wording/amounts.ts";
import type { TableSummary } from "./summary.ts";

/** How far a table has come, as a sentence for the log. */
export function progressText(summary: TableSummary): string {
  const { due, files, come, records } = summary;
  const seconds = formatSeconds(summary.elapsed());
  if (due.files === 0) return `${summary.title()} is being listed, for ${seconds} so far`;
  const parts = [
    `${formatCount(records)} records of ${formatCount(files)} of ${formatCount(due.files)} files so far`,
    `${formatBytes(come)} of ${formatBytes(due.bytes)}`,
    ...rateAndRest(summary),
    `${seconds} gone`,
  ];
  return `${summary.title()}: ${parts.join(", ")}`;
}

/** How much of the table has been read, how fast, and how long the rest may take. */
export function rateAndRest(summary: TableSummary): readonly string[] {
  const { due, come, records } = summary;
  const seconds = Math.max(summary.elapsed(), 0.001);
  const share = due.bytes === 0 ? 0 : Math.min(1, come / due.bytes);
  return [
    `${Math.floor(share * 100)} %`,
    `${formatCount(records / seconds)} rows/s`,
    // Of the first moments nothing can be concluded.
    ...(share > 0.01 && share < 1 ? [`${formatSeconds((seconds * (1 - share)) / share)} left`] : []),
  ];
}
