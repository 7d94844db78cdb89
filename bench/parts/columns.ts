import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, median } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** Whether a file costs more per byte because it has more columns. */
export async function measureColumns(size: number, rounds: number): Promise<Findings> {
  const paths: Record<string, string> = {};
  for (const name of names) paths[`${name}.csv`] = await csvFile(name, size);
  const store = await startStoreProcess({ objects: paths });
  try {
    const candidates = names.map((name) => ({
      name: `tap-s3-csv, ${name} from S3`,
      command: tapCommand(store, `^${name}.csv`, { catalog: catalogOf(kinds[name].columns) }),
      size: statSync(paths[`${name}.csv`] ?? "").size,
    }));
    const results = await compare(candidates, rounds);
    const nsPerByte = results.map(({ runs, size }) => (median(runs.map(({ cpuMs }) => cpuMs)) * 1e6) / size);
    const value = Math.max(...nsPerByte) / Math.min(...nsPerByte);
    const name = "10, 100 and 1000 columns: most CPU per byte against least";
    return { figures: [{ name, value, unit: "×", goal: { atMost: 1.5 } }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const names = ["10-columns", "100-columns", "1000-columns"] as const;
