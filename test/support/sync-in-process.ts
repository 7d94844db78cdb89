import { pino } from "pino";
import { parseConfig } from "../../src/config/parse-config.ts";
import { discover } from "../../src/discover.ts";
import type { TapError } from "../../src/errors.ts";
import type { ObjectStore } from "../../src/s3/store.ts";
import { catalogOf, parseCatalog, selectAll } from "../../src/singer/catalog.ts";
import { Output } from "../../src/singer/output.ts";
import type { State } from "../../src/singer/state.ts";
import { Stop } from "../../src/sync/stop.ts";
import type { TableSummary } from "../../src/log/summary.ts";
import { sync } from "../../src/sync.ts";
import { memoryStore } from "./memory-store.ts";

/** A file, and the settings of the one table that reads it. */
export interface OneFile {
  readonly key: string;
  readonly bytes: Buffer;
  readonly table: Readonly<Record<string, unknown>>;
  /** What is handed in as the catalog; the discovered one when absent. */
  readonly catalog?: object;
}

export interface InProcessRun {
  readonly stdout: string;
  readonly failures: readonly TapError[];
  /** The messages of the log's warnings and errors. */
  readonly complaints: readonly string[];
  readonly summary: TableSummary | null;
}

/** Discovers and syncs one file as the program does, without a process and a server. Throws what the program would die of. */
export async function syncInProcess({ key, bytes, table, catalog: given }: OneFile): Promise<InProcessRun> {
  const tables = [{ table_name: "t", search_pattern: ".", ...table }];
  return syncBucketInProcess(memoryStore([{ key, bytes }]), { tables }, given);
}

/** The same of a bucket, with these settings; a given catalog is taken as it is, and nothing is discovered. */
export async function syncBucketInProcess(
  store: ObjectStore,
  settings: object,
  given?: object,
  state: State = { bookmarks: {} },
): Promise<InProcessRun> {
  const { config } = parseConfig([{ bucket: "lake", time_extracted: false, ...settings }]);
  const complaints: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void complaints.push(JSON.parse(line).msg) });
  const chunks: Buffer[] = [];
  const output = new Output({
    writableLength: 0,
    write: (chunk, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
    on: () => undefined,
  });
  const found = given === undefined ? await discover(config, store, log) : { streams: [], failures: [] };
  const parsed = parseCatalog(JSON.parse(JSON.stringify(given ?? catalogOf(found.streams))));
  const catalog = given === undefined ? selectAll(parsed) : parsed;
  const summaries: TableSummary[] = [];
  const job = {
    config,
    catalog,
    state,
    store,
    output,
    shard: null,
    planned: null,
    stop: new Stop(),
    log,
    summaries,
    signIntervalMs: 30_000,
  };
  const failures = [...found.failures, ...(await sync(job))];
  return { stdout: Buffer.concat(chunks).toString(), failures, complaints, summary: summaries[0] ?? null };
}
