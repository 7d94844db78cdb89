import type { Config, Table } from "./config/config.ts";
import { Discoveries } from "./discovery/discoveries.ts";
import { eachInOrder } from "./discovery/each-in-order.ts";
import { endsRun, TapError } from "./errors.ts";
import { HeldLog } from "./log/held-log.ts";
import type { Log } from "./log/log.ts";
import type { ObjectStore } from "./s3/store.ts";
import type { DiscoveredStream } from "./singer/catalog.ts";
import { discoverRejects } from "./table/reject-stream.ts";

/** What could be found out, and what failed. */
export interface Discovery {
  readonly streams: readonly DiscoveredStream[];
  readonly failures: readonly TapError[];
}

/** Tables that are looked at side by side, each with up to ten requests at once. */
const tablesAtOnce = 8;

/** Bucket → catalog. A table that fails is logged and does not keep the others from being looked at. */
export async function discover(config: Config, store: ObjectStore, log: Log): Promise<Discovery> {
  const streams: DiscoveredStream[] = [];
  const failures: TapError[] = [];
  const discoveries = new Discoveries(config.tables, config, store);
  const tables = eachInOrder(config.tables, tablesAtOnce, (table) => discoverOne(table, discoveries));
  for await (const { table, said, result } of tables) {
    said.giveTo(log);
    if (result instanceof TapError) {
      log.error({ table: table.name, ...result.place }, result.message);
      failures.push(result);
      continue;
    }
    streams.push(result);
    if (table.hasRejectStream) streams.push(discoverRejects(table));
  }
  return { streams, failures };
}

/** What one table came to, and what there is to say of it when its turn comes. */
interface Discovered {
  readonly table: Table;
  readonly said: HeldLog;
  readonly result: DiscoveredStream | TapError;
}

async function discoverOne(table: Table, discoveries: Discoveries): Promise<Discovered> {
  const said = new HeldLog();
  try {
    return { table, said, result: await discoveries.streamOf(table, said) };
  } catch (error) {
    if (!(error instanceof TapError) || endsRun(error)) throw error;
    return { table, said, result: error };
  }
}
