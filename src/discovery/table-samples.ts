import type { Config, Table } from "../config/config.ts";
import type { ObjectStore } from "../s3/store.ts";
import { ListedTogether } from "../table/listed-together.ts";
import { SharedListing } from "../table/shared-listing.ts";
import { type SampledTable, TableSampling } from "./table-sampling.ts";

/** The samples of all tables that are looked at from end to end; those whose prefixes overlap are listed together. */
export class TableSamples {
  readonly #listed: ListedTogether<TableSampling, SampledTable>;

  constructor(tables: readonly Table[], config: Config, store: ObjectStore) {
    const samplings = tables.map((table) => new TableSampling(table, config));
    this.#listed = new ListedTogether(
      samplings,
      async (prefix, members) => {
        const listing = new SharedListing(members, prefix);
        for await (const page of store.listInAnyOrder(prefix)) listing.dispatch(page);
      },
      config.inventory !== null,
    );
  }

  /** The sample of a table, which is handed out once. Throws TapError. */
  sampleOf(name: string): Promise<SampledTable> {
    return this.#listed.resultOf(name);
  }
}
