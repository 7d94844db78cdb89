import { readFileSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { offsetGoal } from "../goals.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, leastRatio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** What it costs that date-times have an offset, and are to be written in UTC. */
export async function measureOffsets(size: number, rounds: number): Promise<Findings> {
  const paths = { "times.csv": await csvFile("times", size), "offset-times.csv": await csvFile("offset-times", size) };
  const store = await startStoreProcess({ objects: paths });
  const catalog = catalogOf(kinds.times.columns);
  try {
    // What is compared is the cost of a record: one with offsets has more bytes.
    const candidates = [
      { name: inUtc, command: tapCommand(store, "^times.csv", { catalog }), size: rowsIn(paths["times.csv"]) },
      { name: ahead, command: tapCommand(store, "^offset", { catalog }), size: rowsIn(paths["offset-times.csv"]) },
    ];
    const results = await compare(candidates, rounds);
    const value = leastRatio(resultOf(results, ahead), resultOf(results, inUtc));
    const name = "six date-times with an offset: CPU of a record against the same in UTC";
    return { figures: [{ name, value, unit: "×", goal: offsetGoal }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const inUtc = "tap-s3-csv, six date-times in UTC";
const ahead = "the same with an offset";

function rowsIn(path: string): number {
  return readFileSync(path, "latin1").split("\n").length;
}
