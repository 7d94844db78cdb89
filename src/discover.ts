import type { Config } from "./config/config.ts";
import { discoverCompatible } from "./discovery/discover-compatible.ts";
import { discoverTable } from "./discovery/discover-table.ts";
import { endsRun, TapError } from "./errors.ts";
import type { Log } from "./log/log.ts";
import type { ObjectStore } from "./s3/store.ts";
import type { DiscoveredStream } from "./singer/catalog.ts";
import { discoverRejects } from "./table/reject-stream.ts";

/** What could be found out, and what failed. */
export interface Discovery {
  readonly streams: readonly DiscoveredStream[];
  readonly failures: readonly TapError[];
}

/** Bucket → catalog. A table that fails is logged and does not keep the others from being looked at. */
export async function discover(config: Config, store: ObjectStore, log: Log): Promise<Discovery> {
  const streams: DiscoveredStream[] = [];
  const failures: TapError[] = [];
  for (const table of config.tables) {
    try {
      const discoverOne = table.schemaInference === "compatible" ? discoverCompatible : discoverTable;
      streams.push(await discoverOne({ table, config, store, log }));
      if (table.hasRejectStream) streams.push(discoverRejects(table));
    } catch (error) {
      if (!(error instanceof TapError) || endsRun(error)) throw error;
      log.error({ table: table.name, ...error.place }, error.message);
      failures.push(error);
    }
  }
  return { streams, failures };
}
