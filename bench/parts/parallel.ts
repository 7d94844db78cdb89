import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, ratio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** One large object where each connection is slow, by several requests at once and by one. */
export async function measureParallel(size: number, rounds: number): Promise<Findings> {
  const path = await csvFile("narrow", size);
  const store = await startStoreProcess({ objects: { "whole.csv": path }, latencyMs, bytesPerSecond });
  const catalog = catalogOf(kinds.narrow.columns);
  const bytes = statSync(path).size;
  const candidates = [1, 2, 4].map((count) => ({
    name: nameOf(count),
    command: tapCommand(store, "^whole.csv", { catalog }, {}, { parallel_requests: count }),
    size: bytes,
  }));
  try {
    const results = await compare(candidates, rounds);
    const figures = [2, 4].map((count) => ({
      name: `${latencyMs} ms and 50 MB/s per connection: ${count} requests at once, faster than one`,
      value: ratio(resultOf(results, nameOf(1)), resultOf(results, nameOf(count)), "wallMs"),
      unit: "×" as const,
    }));
    return { figures, results, remarks: [] };
  } finally {
    store.stop();
  }
}

const latencyMs = 30;
const bytesPerSecond = 50e6;

function nameOf(count: number): string {
  return `tap-s3-csv, parallel_requests ${count}`;
}
