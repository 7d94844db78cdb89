import { type Shard, shardName } from "./bookmark/shard.ts";
import type { TestMode } from "./command-line/parse-command-line.ts";
import type { Config } from "./config/config.ts";
import { exitCodes, TapError } from "./errors.ts";
import type { Log } from "./log/log.ts";
import { TableSummary } from "./log/summary.ts";
import type { ObjectStore } from "./s3/store.ts";
import { type CatalogStream, catalogOf, parseCatalog, selectAll } from "./singer/catalog.ts";
import { Output } from "./singer/output.ts";
import type { RecordSink } from "./singer/record-sink.ts";
import type { State } from "./singer/state.ts";
import { syncSample } from "./sync-sample.ts";
import { sync } from "./sync.ts";
import { listedOnce } from "./sync/listed-once.ts";
import type { PlannedPart } from "./sync/plans.ts";
import { settleDialects } from "./sync/settle-dialects.ts";
import { Stop } from "./sync/stop.ts";
import { stoppable } from "./sync/stoppable-store.ts";

/** What a run needs besides the process. */
export interface SyncRun {
  readonly config: Config;
  /** Null: everything that a discovery finds. */
  readonly catalog: readonly CatalogStream[] | null;
  readonly state: State;
  readonly store: ObjectStore;
  readonly test: TestMode;
  /** The part of the objects that is read; null for all. */
  readonly shard: Shard | null;
  /** Where a plan says which objects these are. */
  readonly planned: PlannedPart | null;
  readonly log: Log;
  /** Filled while the run goes on. */
  readonly summaries: TableSummary[];
  /** Milliseconds between two lines about a table that is being read. */
  readonly signIntervalMs: number;
}

/** Milliseconds that a stopped run may take to write what it has read. */
const flushLimitMs = 10_000;

/**
 * Runs a sync until everything is read or a signal ends it, and gives the exit code. The first
 * SIGINT or SIGTERM ends the run behind what has been written, with a STATE that says so; a second
 * one, or a reader that does not take the rest in time, ends the process at once.
 */
export async function runSyncToEnd(run: SyncRun, process: NodeJS.Process): Promise<number> {
  const stop = new Stop();
  const output = new Output(process.stdout, (failure) => stop.abandon(failure));
  const onSignal = (signal: NodeJS.Signals): void => {
    const code = codeOfSignal(signal);
    if (stop.signal !== null) process.exit(code);
    run.log.warn(`${signal}: stopping; what has been read so far is written first`);
    stop.request(signal);
    setTimeout(() => process.exit(code), flushLimitMs).unref();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return await readAll({ ...run, store: stoppable(run.store, stop) }, output, stop);
  } catch (error) {
    if (!(error instanceof TapError) || error.kind !== "stopped" || stop.signal === null) throw error;
    await output.flush();
    run.log.info(`${error.message}; the last STATE covers everything that was written`);
    // What was under way on the network is nobody's any more, and would keep the process alive.
    setImmediate(() => process.exit(codeOfSignal(stop.signal)));
    return codeOfSignal(stop.signal);
  } finally {
    // Behind a first signal a second one still ends the process with its exit code, not by what the system does unasked.
    if (stop.signal === null) process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function readAll(
  { catalog, store: bucket, test, ...run }: SyncRun,
  output: RecordSink,
  stop: Stop,
): Promise<number> {
  const { config, shard, log, summaries } = run;
  const failures: TapError[] = [];
  let streams = catalog;
  let store = bucket;
  if (streams?.length === 0) log.warn("The catalog has no streams, so nothing is read; --discover prints one that has");
  if (streams === null) {
    if (shard !== null) throw noCatalog(shard);
    const { discover } = await import("./discover.ts");
    const listed = listedOnce(bucket, config.detectMultipart);
    store = listed.second;
    const found = await discover(config, listed.first, log);
    failures.push(...found.failures);
    streams = selectAll(parseCatalog(catalogOf(found.streams)));
    const known = new Set(found.streams.map(({ id }) => id));
    for (const { name } of config.tables) if (!known.has(name)) summaries.push(brokenOff(name));
  }
  const settled = await settleDialects({ config, catalog: streams, store, log });
  const job = { ...run, config: settled, catalog: streams, store, output, stop };
  failures.push(...(test === "off" ? await sync(job) : await syncSample(job, test)));
  const [failure] = failures;
  return failure === undefined ? 0 : exitCodes[failure.kind];
}

function noCatalog(shard: Shard): TapError {
  return new TapError(
    "usage",
    `Shard ${shardName(shard)} needs a catalog: what each shard discovered for itself could differ. Run --discover once, ` +
      `and give the same --catalog to every shard`,
  );
}

/** Of a table that a sync never comes to. */
function brokenOff(table: string): TableSummary {
  const summary = new TableSummary(table);
  summary.hasFailed = true;
  return summary;
}

function codeOfSignal(signal: NodeJS.Signals | null): number {
  return signal === "SIGINT" ? 130 : 143;
}
