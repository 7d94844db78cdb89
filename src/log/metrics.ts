import type { Log } from "./log.ts";
import type { TableSummary } from "./summary.ts";

/**
 * What one table's sync came to, as the METRIC lines that runners look for; in the form of singer-python's metrics.py,
 * with the tag "stream" of the Meltano SDK.
 */
export function logTableMetrics(summary: TableSummary, log: Log): void {
  const tags = { stream: summary.table };
  const status = summary.failed > 0 || summary.hasFailed ? "failed" : "succeeded";
  logMetric({ type: "counter", metric: "record_count", value: summary.records, tags }, log);
  logMetric({ type: "timer", metric: "sync_duration", value: summary.seconds, tags: { ...tags, status } }, log);
}

/** How long the whole run took. */
export function logRunMetric(seconds: number, status: "succeeded" | "failed", log: Log): void {
  logMetric({ type: "timer", metric: "job_duration", value: seconds, tags: { job_type: "sync", status } }, log);
}

function logMetric(metric: object, log: Log): void {
  log.info({ metric }, `METRIC: ${JSON.stringify(metric)}`);
}
