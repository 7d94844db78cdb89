import type { Log } from "./log.ts";
import type { TableMetrics } from "./metrics.ts";
import { progressText } from "./progress-text.ts";
import type { TableSummary } from "./summary.ts";

/** Milliseconds between two lines about a table that is being read; every second of them comes with the counters. */
export const signIntervalMs = 30_000;

/**
 * Says every now and then how far a table has come, also while nobody takes its records, until the function that it
 * returns is called. The timer does not keep the process.
 */
export function giveSigns(summary: TableSummary, metrics: TableMetrics, log: Log, intervalMs: number): () => void {
  let signs = 0;
  const timer = setInterval(() => {
    signs += 1;
    log.info({ ...summary.fields(), seconds: Math.round(summary.elapsed()) }, progressText(summary));
    if (signs % 2 === 0) metrics.count();
  }, intervalMs).unref();
  return () => clearInterval(timer);
}
