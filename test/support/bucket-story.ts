import { catalogFor, configFor } from "./bucket.ts";
import { idsOf } from "./lake.ts";
import type { StateValue } from "./messages.ts";
import { runTap, type TapRun } from "./run-tap.ts";
import type { Store } from "../../local-aws/store/store.ts";

/** In milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const dayMs = 24 * hour;

// A whole second, as listings tell it.
const now = Math.floor(Date.now() / 1000) * 1000;

/** A stamp in the past. */
export function ago(milliseconds: number): Date {
  return new Date(now - milliseconds);
}

/** One bucket, and the state as a target keeps it from run to run. */
export class BucketStory {
  readonly #store: Store;
  readonly #bucket: string;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #catalog: object;
  state: StateValue = { bookmarks: {} };

  constructor(
    store: Store,
    bucket: string,
    settings: Readonly<Record<string, unknown>> = {},
    tables: readonly string[] = ["t"],
  ) {
    this.#store = store;
    this.#bucket = bucket;
    this.#settings = settings;
    this.#catalog = { streams: tables.flatMap((table) => catalogFor(["id"], [], table).streams) };
    this.#store.createBucket(bucket);
  }

  /** A file that holds its own name. */
  put(name: string, lastModified: Date, ending = "csv"): void {
    this.#store.put(this.#bucket, `${name}.${ending}`, `id\n${name}\n`, { lastModified });
  }

  delete(name: string): void {
    this.#store.remove(this.#bucket, `${name}.csv`);
  }

  startUpload(name: string, initiated: Date): { complete(): void } {
    const upload = this.#store.startUpload(this.#bucket, `${name}.csv`, { initiated });
    return { complete: () => void upload.complete(`id\n${name}\n`) };
  }

  async sync(settings: Readonly<Record<string, unknown>> = {}): Promise<TapRun> {
    const config = configFor(this.#store, { bucket: this.#bucket, ...this.#settings, ...settings });
    const run = await runTap({ config, catalog: this.#catalog, state: this.state, timeout: 120_000 });
    this.state = run.state;
    return run;
  }

  /** The ids that the next run writes. */
  async next(settings: Readonly<Record<string, unknown>> = {}): Promise<readonly unknown[]> {
    return idsOf(await this.sync(settings));
  }

  get modifiedSince(): unknown {
    return Object(this.state.bookmarks["t"]).modified_since;
  }
}
