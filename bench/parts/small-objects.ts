import type { Findings, Goal } from "../figure.ts";
import { catalogOf } from "../recipe.ts";
import { compare, ratio, resultOf } from "../rounds.ts";
import type { Column } from "../rows.ts";
import { sdkCommand, startStoreProcess, tapCommand } from "../tap.ts";

/** Many small objects where every request takes its time, against asking for one after the other. */
export async function measureSmallObjects(count: number, rounds: number): Promise<Findings> {
  const store = await startStoreProcess({ small: { count, text }, latencyMs });
  try {
    const results = await compare(
      [
        { name: tap, command: tapCommand(store, "^small/", { catalog: catalogOf(columns) }), size: count },
        { name: oneByOne, command: sdkCommand(store, "get-one-by-one.js", [String(sample)]), size: sample },
      ],
      rounds,
    );
    const value = ratio(resultOf(results, oneByOne), resultOf(results, tap), "wallMs");
    const name = `${count} objects of 1 KB at ${latencyMs} ms: faster than one after the other`;
    return {
      figures: [{ name, value, unit: "×", goal: { atLeast: 8 } }],
      results,
      remarks: [`${sample} objects were asked for one after the other, and stand for ${count}`],
    };
  } finally {
    store.stop();
  }
}

/** What an object of one row costs, against Node's own GET of it. */
export async function measureCostOfObjects(count: number, rounds: number, goal: Goal): Promise<Findings> {
  const store = await startStoreProcess({ small: { count, text: "id,city\n1234567,Reykjavik\n" } });
  try {
    const results = await compare(
      [
        { name: tap, command: tapCommand(store, "^small/", { catalog: catalogOf(columns) }), size: count },
        { name: byNode, command: sdkCommand(store, "http-get.js", [String(count)]), size: count },
      ],
      rounds,
    );
    const value = ratio(resultOf(results, tap), resultOf(results, byNode), "cpuMs");
    const name = `${count} objects of one row: CPU against Node's own http.get, 16 at a time`;
    return { figures: [{ name, value, unit: "×", goal }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const latencyMs = 20;
const sample = 500;
const tap = "tap-s3-csv, small objects";
const oneByOne = "the SDK, one after the other";
const byNode = "http.get, 16 at a time";

const columns: readonly Column[] = [
  { name: "id", type: "integer" },
  { name: "city", type: "string" },
];
const text = `id,city\n${"1234567,Reykjavik\n".repeat(56)}`;
