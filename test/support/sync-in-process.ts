import { pino } from "pino";
import { parseConfig } from "../../src/config/parse-config.ts";
import { discover } from "../../src/discover.ts";
import type { TapError } from "../../src/errors.ts";
import type { ListPage, ObjectStore, S3Object } from "../../src/s3/store.ts";
import { catalogOf, parseCatalog } from "../../src/singer/catalog.ts";
import { Output } from "../../src/singer/output.ts";
import { Stop } from "../../src/sync/stop.ts";
import type { TableSummary } from "../../src/log/summary.ts";
import { sync } from "../../src/sync.ts";

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
  readonly summary: TableSummary | null;
}

/** Discovers and syncs one file as the program does, without a process and a server. Throws what the program would die of. */
export async function syncInProcess({ key, bytes, table, catalog: given }: OneFile): Promise<InProcessRun> {
  const tables = [{ table_name: "t", search_pattern: ".", ...table }];
  const { config } = parseConfig([{ bucket: "lake", time_extracted: false, tables }]);
  const store = storeOf(key, bytes);
  const log = pino({ level: "silent" });
  const chunks: Buffer[] = [];
  const output = new Output({
    write: (chunk, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
    on: () => undefined,
  });
  const found = await discover(config, store, log);
  const catalog = parseCatalog(JSON.parse(JSON.stringify(given ?? catalogOf(found.streams))));
  const summaries: TableSummary[] = [];
  const job = {
    config,
    catalog,
    state: { bookmarks: {} },
    store,
    output,
    stop: new Stop(),
    log,
    summaries,
    signIntervalMs: 30_000,
  };
  const failures = [...found.failures, ...(await sync(job))];
  return { stdout: Buffer.concat(chunks).toString(), failures, summary: summaries[0] ?? null };
}

/** A store that holds one object. */
function storeOf(key: string, bytes: Buffer): ObjectStore {
  const object: S3Object = { key, size: bytes.length, lastModified: new Date("2026-01-01T00:00:00Z"), etag: '"1"' };
  const list = async function* (): AsyncGenerator<ListPage> {
    yield { objects: [object], asOf: new Date("2026-01-02T00:00:00Z") };
  };
  return {
    list,
    listInAnyOrder: list,
    async *read(_, { from, to } = { from: 0 }) {
      // Cut somewhere, and not shared with anybody.
      const range = bytes.subarray(from, to);
      const middle = Math.floor(range.length / 3);
      for (const part of [range.subarray(0, middle), range.subarray(middle)]) {
        if (part.length > 0) yield Buffer.from(part);
      }
    },
    find: async () => object,
    oldestUpload: async () => ({ kind: "none" }),
  };
}
