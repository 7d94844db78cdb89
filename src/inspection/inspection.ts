import type { Config, Table } from "../config/config.ts";
import type { Log } from "../log/log.ts";
import type { ObjectStore } from "../s3/store.ts";
import type { TableFilter } from "../table/table-filter.ts";

/** What tables are looked at with. */
export interface Inspection {
  readonly config: Config;
  readonly store: ObjectStore;
  /** Takes what a discovery and a sync would say, which the report says in its own way. */
  readonly log: Log;
  /** Rows of the newest file to be shown. */
  readonly rows: number;
}

/** A table with its filter, to hold keys against. */
export interface FilteredTable {
  readonly table: Table;
  readonly filter: TableFilter;
}
