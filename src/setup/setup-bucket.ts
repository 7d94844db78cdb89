import type { Config } from "../config/config.ts";
import { bucketText } from "../inspection/check-text.ts";
import { askCaller } from "../s3/caller.ts";
import type { StoreEvent } from "../s3/events.ts";
import type { ObjectStore } from "../s3/store.ts";
import { Coverage } from "./coverage.ts";
import { KeyTree } from "./key-tree.ts";
import { listedStore } from "./listed-store.ts";
import { Listing } from "./listing.ts";
import type { SetupTable } from "./setup-table.ts";

/** What a connection needs besides the config. */
export interface Network {
  readonly openStore: (config: Config) => Promise<ObjectStore>;
  readonly observe: (event: StoreEvent) => void;
}

/** A bucket that can be reached, with the listing of its keys and which tables take them. */
export class SetupBucket {
  readonly config: Config;
  readonly listing: Listing;
  /** Once the keys are listed. */
  keys: { readonly coverage: Coverage; readonly tree: KeyTree; readonly store: ObjectStore } | null = null;
  /** Who reads which bucket. */
  lines: readonly string[] = [];
  readonly #store: ObjectStore;

  private constructor(config: Config, store: ObjectStore, prefix: string) {
    this.config = config;
    this.#store = store;
    this.listing = new Listing(store, prefix);
  }

  /** Begins to list. */
  static async connect(config: Config, prefix: string, { openStore, observe }: Network): Promise<SetupBucket> {
    const bucket = new SetupBucket(config, await openStore(config), prefix);
    void bucket.#askCaller(observe);
    return bucket;
  }

  /** Resolves when the keys are listed, and held against these tables. */
  async ready(tables: () => readonly SetupTable[]): Promise<void> {
    await this.listing.done;
    if (this.listing.state !== "listed" || this.keys !== null) return;
    const coverage = new Coverage(this.listing);
    const store = listedStore(this.#store, this.listing);
    this.keys = { coverage, tree: new KeyTree(this.listing, coverage), store };
    for (const table of tables()) await this.cover(table);
  }

  /** Finds out which keys a table takes now. */
  async cover(table: SetupTable): Promise<void> {
    const { id, parsed, version } = table;
    if (parsed === null) this.keys?.coverage.drop(id);
    else await this.keys?.coverage.take(id, parsed.filter, () => version !== table.version);
  }

  async #askCaller(observe: (event: StoreEvent) => void): Promise<void> {
    let source: string | null = null;
    const caller = await askCaller(this.config.connection, (event) => {
      if (event.kind === "credentials-found") source ??= event.source;
      observe(event);
    });
    this.lines = bucketText({ config: this.config, caller, source }).trim().split("\n");
  }
}
