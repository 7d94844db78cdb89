import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fill, inputFor, type Files } from "./kill-world.ts";
import type { StateValue } from "./messages.ts";
import { noisyCsv } from "./noisy-csv.ts";
import { spawnTap } from "./run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { differences, load, none } from "./tiny-target.ts";

/** Rows of fifty files, from none to several checkpoints, some of them packed. */
const sizes = Array.from({ length: 50 }, (_, index) => (index % 10 === 7 ? 6000 + 100 * index : (index * 37) % 400));

/** The fifty files. */
const fifty: Files = Object.fromEntries(
  sizes.map((rows, index) => {
    const text = rows === 0 ? "" : noisyCsv(rows, index);
    const isPacked = index % 20 === 17;
    return [`${index}.csv${isPacked ? ".gz" : ""}`, isPacked ? gzipSync(text) : text];
  }),
);

/** One whole run: how many STATEs it wrote, and what each of them leads to. */
interface Replays {
  readonly states: number;
  /** The differences between a whole run and what was saved up to STATE n, followed by a run from there. */
  readonly replay: (n: number) => Promise<object>;
}

/** Tells what becomes of a run from every second STATE of an earlier one, beginning with each of these. */
export function describeReplays(beginnings: readonly number[]): void {
  let store: Store;
  let replays: Replays;
  beforeAll(async () => {
    store = await startStore();
    fill(store, fifty);
    replays = await startReplays(store);
    expect(replays.states).toBeGreaterThan(8);
  }, 120_000);
  afterAll(() => store.close());

  test.for(beginnings)(
    "A run from any STATE of an earlier one writes the rest and nothing else: every second from number %i on",
    { timeout: 300_000 },
    async (beginning) => {
      for (let n = beginning; n <= replays.states; n += 2) {
        expect({ n, ...(await replays.replay(n)) }).toEqual({ n, ...none });
      }
    },
  );
}

async function startReplays(store: Store): Promise<Replays> {
  const nothing: StateValue = { bookmarks: {} };
  const { stdout } = await spawnTap(inputFor(store, nothing));
  const whole = load(stdout, nothing).committed;
  return {
    states: stdout.split('\n{"type":"STATE"').length,
    replay: async (n) => {
      const { committed, state } = load(stdout, nothing, n);
      const rest = load((await spawnTap(inputFor(store, state))).stdout, state);
      return rest.tail.length === 0
        ? differences(whole, [...committed, ...rest.committed])
        : { behindTheLastState: rest.tail.length, ...none };
    },
  };
}
