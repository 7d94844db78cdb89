import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile, jsonLinesFile } from "../fixtures.ts";
import { jsonLinesGoal } from "../goals.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, leastRatio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** JSON Lines against the same records as CSV, in a file of `size` bytes; the JSON Lines have about twice as many. */
export async function measureJsonLines(size: number, rounds: number): Promise<Findings> {
  const csv = await csvFile("narrow", size);
  const store = await startStoreProcess({
    objects: { "narrow.csv": csv, "narrow.jsonl": await jsonLinesFile("narrow", size) },
  });
  const catalog = catalogOf(kinds.narrow.columns);
  try {
    // Of the same size, because they hold the same: what is compared is the cost of a record.
    const candidates = [
      { name: asCsv, command: tapCommand(store, "^narrow.csv", { catalog }), size: statSync(csv).size },
      { name: asJsonLines, command: tapCommand(store, "^narrow.jsonl", { catalog }), size: statSync(csv).size },
    ];
    const results = await compare(candidates, rounds);
    const value = leastRatio(resultOf(results, asJsonLines), resultOf(results, asCsv));
    const name = "JSON Lines: CPU against the same records as CSV";
    return { figures: [{ name, value, unit: "×", goal: jsonLinesGoal }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const asCsv = "tap-s3-csv, CSV";
const asJsonLines = "the same records as JSON Lines";
