import type { Findings } from "../figure.ts";
import { catalogOf } from "../recipe.ts";
import { compare, ratio, resultOf } from "../rounds.ts";
import { sdkCommand, startStoreProcess, tapCommand } from "../tap.ts";

/** A run that finds nothing new among many keys, against the SDK's own listing of them. */
export async function measureListing(count: number, rounds: number): Promise<Findings> {
  const store = await startStoreProcess({ small: { count, text: "id\n" } });
  try {
    const catalog = catalogOf([{ name: "id", type: "integer" }]);
    const state = { bookmarks: { bench: { modified_since: "2035-01-01T00:00:00+00:00" } } };
    const results = await compare(
      [
        { name: tap, command: tapCommand(store, "^small/.*csv$", { catalog, state }), size: count },
        { name: paginator, command: sdkCommand(store, "list-keys.js", []), size: count },
      ],
      rounds,
    );
    const value = ratio(resultOf(results, tap), resultOf(results, paginator), "cpuMs");
    const name = `nothing new among ${count} keys: CPU against the SDK's paginator`;
    return { figures: [{ name, value, unit: "×", goal: { atMost: 0.35 } }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const tap = "tap-s3-csv, nothing new";
const paginator = "the SDK's paginator";
