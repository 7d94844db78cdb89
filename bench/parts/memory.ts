import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, median, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** Peak memory for a small and a large file: it must not grow with the file. */
export async function measureMemory(small: number, large: number, rounds: number): Promise<Findings> {
  const [smallPath, largePath] = [await csvFile("narrow", small), await csvFile("narrow", large)];
  const store = await startStoreProcess({ objects: { "small.csv": smallPath, "large.csv": largePath } });
  try {
    const catalog = catalogOf(kinds.narrow.columns);
    const [smallName, largeName] = [`tap-s3-csv, ${small / 1e6} MB from S3`, `tap-s3-csv, ${large / 1e6} MB from S3`];
    const results = await compare(
      [
        { name: smallName, command: tapCommand(store, "^small", { catalog }), size: statSync(smallPath).size },
        { name: largeName, command: tapCommand(store, "^large", { catalog }), size: statSync(largePath).size },
      ],
      rounds,
    );
    const peak = (name: string): number => median(resultOf(results, name).runs.map(({ peakKb }) => peakKb)) / 1024;
    const difference = peak(largeName) - peak(smallName);
    const goal = { atMost: 85 };
    return {
      figures: [
        { name: `peak memory, ${small / 1e6} MB file`, value: peak(smallName), unit: "MB", goal },
        { name: `peak memory, ${large / 1e6} MB file`, value: peak(largeName), unit: "MB", goal },
        { name: "what the large file takes more", value: difference, unit: "MB", goal: { atMost: 10 } },
      ],
      results,
      remarks: [],
    };
  } finally {
    store.stop();
  }
}
