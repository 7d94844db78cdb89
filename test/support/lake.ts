import { catalogFor, configFor } from "./bucket.ts";
import { startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { runTap, type TapRun } from "./run-tap.ts";
import type { PutOptions, Store } from "../../local-aws/store/store.ts";

const hour = 3_600_000;
const began = Date.now() - 10 * hour;

/** The ids in the files that nothing happens to, in the order in which they are read. */
export const others: readonly string[] = ["0", "1", "2", "3", "4", "6", "7", "8", "9"];

/** A bucket of ten files, an hour apart, with one id each; number 5 is for the test to spoil. */
export class Lake {
  readonly store: Store;
  readonly name: string;

  constructor(store: Store, name: string) {
    this.store = store;
    this.name = name;
    store.createBucket(name);
    for (const id of [...others, "5"]) this.put(id, `id\n${id}\n`);
  }

  put(id: string, body: string | Uint8Array, options: PutOptions = {}): void {
    this.store.put(this.name, `${id}.csv`, body, { lastModified: new Date(began + Number(id) * hour), ...options });
  }

  /** A new version of number 5, stamped now. */
  renew(body: string | Uint8Array): void {
    this.store.put(this.name, "5.csv", body);
  }

  sync(state: object, settings: Readonly<Record<string, unknown>> = {}, keys: readonly string[] = []): Promise<TapRun> {
    const config = configFor(this.store, { bucket: this.name, max_retries: 1, ...settings });
    return runTap({ config, catalog: catalogFor(["id", "x", "text"], keys), state, timeout: 120_000 });
  }

  /** The first sync, through a proxy that breaks answers by these rules. */
  async syncThrough(rules: readonly FaultRule[], settings: Readonly<Record<string, unknown>> = {}): Promise<TapRun> {
    const proxy = await startFaultProxy(this.store.url);
    try {
      proxy.setRules(...rules);
      return await this.sync({}, { aws_endpoint_url: proxy.url, ...settings });
    } finally {
      await proxy.close();
    }
  }
}

/** The ids of all records, in their order. */
export function idsOf(run: TapRun): readonly unknown[] {
  return run.records.map(({ id }) => id);
}

/** What the last line of the log says of the one table. */
export function summaryOf(run: TapRun): object {
  const tables = run.log.findLast((entry) => "tables" in entry)?.["tables"];
  return Array.isArray(tables) ? Object(tables[0]) : {};
}
