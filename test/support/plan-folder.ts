import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Store } from "../../local-aws/store/store.ts";
import { bucketName, catalogFor, configFor } from "./bucket.ts";
import type { StateValue } from "./messages.ts";
import { parseLog, runTap, spawnTap, type TapRun } from "./run-tap.ts";

const hourMs = 3_600_000;

/** What a plan or a shard of it is given beside the bucket. */
interface Given {
  readonly state?: StateValue;
  readonly config?: object;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where the plan is, if not in the folder of this test. */
  readonly path?: string;
}

/** What came of making a plan. */
interface Made {
  readonly code: number | null;
  readonly text: string;
  readonly complaints: readonly string[];
}

/** Plans, each test's in a folder of its own, and shards of them. */
export class PlanFolder {
  readonly #store: () => Store;
  #root = "";
  #count = 0;
  path = "";

  constructor(store: () => Store) {
    this.#store = store;
    beforeAll(async () => {
      this.#root = await mkdtemp(join(tmpdir(), "plans-"));
    });
    beforeEach(() => this.renew());
    afterAll(async () => rm(this.#root, { recursive: true }));
  }

  /** From now on another folder, in which there is nothing yet. */
  renew(): void {
    this.path = join(this.#root, `plan-${this.#count++}`);
  }

  /** Takes over the plan of another folder. */
  async copy(path: string): Promise<void> {
    await cp(path, this.path, { recursive: true });
  }

  /** Puts files of one row each. */
  fill(from: number, to: number): void {
    for (let file = from; file < to; file++) {
      const lastModified = new Date(Date.now() - (100 + to - file) * hourMs);
      this.#store().put(bucketName, `f${file}.csv`, Buffer.from(`id\n${file}\n`), { lastModified });
    }
  }

  async plan(shards: number, { config, args = [], ...given }: Given = {}): Promise<Made> {
    const { code, stdout, stderr } = await spawnTap({
      ...given,
      config: config ?? configFor(this.#store()),
      args: ["--plan", String(shards), "--out", this.path, ...args],
    });
    const complaints = parseLog(stderr).flatMap(({ level, msg }) => (level === "info" ? [] : [msg]));
    return { code, text: stdout, complaints };
  }

  async runShard(shard: string, { config, args = [], path = this.path, ...given }: Given = {}): Promise<TapRun> {
    return runTap({
      ...given,
      config: config ?? configFor(this.#store()),
      catalog: catalogFor(["id"]),
      args: ["--shard", shard, "--plan-dir", path, ...args],
    });
  }

  /** A run of all that is left. */
  async runOnce(state?: StateValue): Promise<TapRun> {
    const config = configFor(this.#store());
    return runTap({ config, catalog: catalogFor(["id"]), ...(state === undefined ? {} : { state }) });
  }

  async merge(base: StateValue | null, states: readonly StateValue[]): Promise<StateValue> {
    const folder = join(this.#root, "states");
    await mkdir(folder, { recursive: true });
    const write = async (value: StateValue, name: string | number): Promise<string> => {
      await writeFile(join(folder, String(name)), JSON.stringify(value));
      return join(folder, String(name));
    };
    const files = await Promise.all(states.map(write));
    const before = base === null ? "none" : await write(base, "base");
    const { code, stdout, stderr } = await spawnTap({ args: ["--merge-states", before, ...files] });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }
}

/** The ids of all records, in order. */
export function idsOf(runs: readonly TapRun[]): number[] {
  return runs.flatMap(({ records }) => records.map(({ id }) => Number(id))).sort((a, b) => a - b);
}
