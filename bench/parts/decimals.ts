import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { decimalGoal } from "../goals.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, leastRatio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** What it costs that a column is a singer.decimal, as the numbers of a drop-in catalog are, and not a number. */
export async function measureDecimals(size: number, rounds: number): Promise<Findings> {
  const path = await csvFile("amounts", size);
  const store = await startStoreProcess({ objects: { "amounts.csv": path } });
  const { columns } = kinds.amounts;
  const decimals = columns.map(({ name, type }) => ({ name, type: type === "number" ? "decimal" : type }) as const);
  try {
    const candidates = [
      { name: asNumbers, catalog: catalogOf(columns) },
      { name: asDecimals, catalog: catalogOf(decimals) },
    ].map(({ name, catalog }) => ({
      name,
      command: tapCommand(store, "^amounts.csv", { catalog }),
      size: statSync(path).size,
    }));
    const results = await compare(candidates, rounds);
    const value = leastRatio(resultOf(results, asDecimals), resultOf(results, asNumbers));
    const name = "six columns as singer.decimal: CPU against number";
    return { figures: [{ name, value, unit: "×", goal: decimalGoal }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const asNumbers = "tap-s3-csv, six columns of numbers";
const asDecimals = "the same as singer.decimal";
