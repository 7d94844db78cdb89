import type { Config, Table } from "../config/config.ts";
import type { TableLog } from "../log/held-log.ts";
import type { ObjectStore } from "../s3/store.ts";
import type { DiscoveredStream } from "../singer/catalog.ts";
import { discoverCompatible } from "./discover-compatible.ts";
import { discoverTable } from "./discover-table.ts";
import { OrderedObjects } from "./ordered-objects.ts";
import type { TableJob } from "./table-job.ts";
import { TableSamples } from "./table-samples.ts";

/** The streams of tables in the catalog. Each is looked at when it is asked for; listings are shared. */
export class Discoveries {
  readonly #job: Pick<TableJob, "config" | "store">;
  readonly #objects: OrderedObjects;
  readonly #samples: TableSamples;

  constructor(tables: readonly Table[], config: Config, store: ObjectStore) {
    this.#job = { config, store };
    this.#objects = new OrderedObjects(tables.filter(isCompatible), config, store);
    this.#samples = new TableSamples(
      tables.filter((table) => !isCompatible(table)),
      config,
      store,
    );
  }

  /** The stream of a table, which is handed out once. Throws TapError. */
  async streamOf(table: Table, log: TableLog): Promise<DiscoveredStream> {
    const job = { ...this.#job, table, log };
    if (isCompatible(table)) return discoverCompatible(job, this.#objects);
    return discoverTable(job, await this.#samples.sampleOf(table.name));
  }
}

/** Only the first files of such a table count, so that it is not listed to its end. */
function isCompatible({ schemaInference }: Table): boolean {
  return schemaInference === "compatible";
}
