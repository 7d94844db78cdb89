import { type Shard, shardName } from "./bookmark/shard.ts";
import type { Config } from "./config/config.ts";
import { endsRun, TapError } from "./errors.ts";
import type { Log } from "./log/log.ts";
import { logRunMetric, TableMetrics } from "./log/metrics.ts";
import { giveSigns } from "./log/signs-of-life.ts";
import { secondsSince, TableSummary } from "./log/summary.ts";
import { OutputBuffers } from "./record/output-buffers.ts";
import type { ObjectStore } from "./s3/store.ts";
import type { CatalogStream } from "./singer/catalog.ts";
import type { RecordSink } from "./singer/record-sink.ts";
import type { State } from "./singer/state.ts";
import { TablePlans } from "./sync/table-plans.ts";
import type { PlannedPart } from "./sync/plans.ts";
import { type SelectedTable, selectTables } from "./sync/select-tables.ts";
import { StateWriter } from "./sync/state-writer.ts";
import type { Stop } from "./sync/stop.ts";
import { syncTable, type TableJob } from "./sync/sync-table.ts";
import { countOf } from "./wording/count-of.ts";
import { quoted } from "./wording/quoted.ts";
import { now } from "./now.ts";

/** Everything a sync works with. */
export interface SyncJob {
  readonly config: Config;
  readonly catalog: readonly CatalogStream[];
  readonly state: State;
  readonly store: ObjectStore;
  readonly output: RecordSink;
  /** The part of the objects that is read; null for all. */
  readonly shard: Shard | null;
  /** Where a plan says which objects these are, and nothing is to be listed. */
  readonly planned: PlannedPart | null;
  readonly stop: Stop;
  readonly log: Log;
  /** Gets one for each table, when its turn comes: for whoever watches the run. */
  readonly summaries: TableSummary[];
  /** Milliseconds between two lines about a table that is being read. */
  readonly signIntervalMs: number;
}

/** Bytes of RECORD lines that are written at once, for the reason that singer/output.ts gives. */
const windowSize = 64 * 1024;

/**
 * Catalog + state → messages. What fails is logged and does not keep the other files and tables
 * from being read. Returns the failures; the first decides the exit code.
 */
export async function sync(job: SyncJob): Promise<readonly TapError[]> {
  const failures: TapError[] = [];
  const tables = selectTables(job);
  if (job.shard !== null) refuseReplaced(tables, job.shard);
  const states = new StateWriter(job.output, job.state);
  const plans =
    job.planned?.plansOf(tables, job.config) ??
    new TablePlans(tables, { ...job, warn: (sentence) => job.log.warn(sentence) });
  const windows = new OutputBuffers(windowSize);
  const { summaries } = job;
  const began = now();
  let isAborted = true;
  await states.begin();
  try {
    try {
      for (const [index, table] of tables.entries()) {
        const summary = new TableSummary(table.table.name, { number: index + 1, of: tables.length });
        summaries.push(summary);
        failures.push(...(await syncOne({ ...job, ...table, states, plans, windows, summary })));
        if (states.isDue()) await states.write();
      }
    } finally {
      // Also where the run ends early: it covers what was written.
      await states.write();
    }
    await job.output.flush();
    isAborted = false;
  } finally {
    const hasFailed = isAborted || summaries.some((summary) => summary.failed > 0 || summary.hasFailed);
    logRunMetric(secondsSince(began), hasFailed ? "failed" : "succeeded", job.log);
    logSummary(summaries, isAborted, job);
  }
  return failures;
}

/** One table, of which is told while it is read and in the end. Throws only what ends the run. */
async function syncOne(job: TableJob & Pick<SyncJob, "signIntervalMs">): Promise<readonly TapError[]> {
  const { summary, log } = job;
  const metrics = new TableMetrics(summary, log);
  const endSigns = giveSigns(summary, metrics, log, job.signIntervalMs);
  try {
    return await syncTable(job);
  } catch (error) {
    summary.hasFailed = true;
    if (!(error instanceof TapError) || endsRun(error)) throw error;
    log.error({ table: summary.table, ...error.place }, error.message);
    return [error];
  } finally {
    endSigns();
    summary.end();
    log.info({ table: summary.table }, summary.text());
    metrics.end();
  }
}

/** The newest file of all is the table: one shard cannot know it. */
function refuseReplaced(tables: readonly SelectedTable[], shard: Shard): void {
  const replaced = tables.filter(({ table }) => table.replace).map(({ table }) => table.name);
  if (replaced.length === 0) return;
  throw new TapError(
    "usage",
    `Shard ${shardName(shard)} cannot read table ${quoted(replaced)}: with "replace" the newest file is the whole table, and ` +
      `there is nothing to share; deselect it in the catalog of the shards, and sync it by a run of its own without --shard`,
  );
}

function logSummary(summaries: readonly TableSummary[], isAborted: boolean, { shard, log }: SyncJob): void {
  const total = (count: (summary: TableSummary) => number): number =>
    summaries.reduce((sum, one) => sum + count(one), 0);
  const records = total((summary) => summary.records);
  const files = total((summary) => summary.files);
  const failures = total((summary) => summary.failed + (summary.hasFailed ? 1 : 0));
  log.info(
    { tables: summaries.map((summary) => summary.fields()) },
    `${shard === null ? "" : `Shard ${shardName(shard)}: `}${countOf(records, "record")} of ${countOf(files, "file")} in ${countOf(summaries.length, "table")}, ` +
      countOf(failures, "failure") +
      (isAborted ? ", aborted" : ""),
  );
}
