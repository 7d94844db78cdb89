import type { Config, Table } from "../config/config.ts";
import type { TableLog } from "../log/held-log.ts";
import type { ObjectStore } from "../s3/store.ts";

/** What one table is discovered with. */
export interface TableJob {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly log: TableLog;
}
