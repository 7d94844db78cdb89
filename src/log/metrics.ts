import type { Log } from "./log.ts";
import type { TableSummary } from "./summary.ts";

/**
 * What one table's sync comes to, as the METRIC lines that runners look for; in the form of singer-python's metrics.py,
 * with the tag "stream" of the Meltano SDK. As there, a counter tells what came since it was told last: the sum is the whole.
 */
export class TableMetrics {
  readonly #summary: TableSummary;
  readonly #log: Log;
  #records = 0;
  #bytes = 0;

  constructor(summary: TableSummary, log: Log) {
    this.#summary = summary;
    this.#log = log;
  }

  /** Tells the counters, to be called every now and then. */
  count(): void {
    const { table, records, come } = this.#summary;
    const tags = { stream: table };
    logMetric({ type: "counter", metric: "record_count", value: records - this.#records, tags }, this.#log);
    logMetric({ type: "counter", metric: "byte_count", value: come - this.#bytes, tags }, this.#log);
    this.#records = records;
    this.#bytes = come;
  }

  /** Tells the rest of the counters, and how long the table took and how it ended. */
  end(): void {
    this.count();
    const { table, seconds, failed, hasFailed } = this.#summary;
    const tags = { stream: table, status: failed > 0 || hasFailed ? "failed" : "succeeded" };
    logMetric({ type: "timer", metric: "sync_duration", value: seconds, tags }, this.#log);
  }
}

interface Metric {
  readonly type: "counter" | "timer";
  readonly metric: string;
  readonly value: number;
  readonly tags: object;
}

/** How long the whole run took. */
export function logRunMetric(seconds: number, status: "succeeded" | "failed", log: Log): void {
  logMetric({ type: "timer", metric: "job_duration", value: seconds, tags: { job_type: "sync", status } }, log);
}

function logMetric({ tags, ...rest }: Metric, log: Log): void {
  const { shard } = log.bindings();
  const metric = { ...rest, tags: shard === undefined ? tags : { ...tags, shard } };
  log.info({ metric }, `METRIC: ${JSON.stringify(metric)}`);
}
