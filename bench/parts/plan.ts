import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStore } from "../../local-aws/store/store.ts";
import { deal } from "../../src/plan/deal.ts";
import { createRandom } from "../../local-aws/random.ts";
import type { Figure } from "../figure.ts";
import { measure } from "../measure.ts";
import { syncCommand } from "../tap.ts";

/** What it takes to make a plan of so many files that are due. */
export async function planFigures(files: number, shards: number): Promise<readonly Figure[]> {
  const store = await startStore();
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-bench-plan-"));
  try {
    store.createBucket("bench");
    const began = Date.UTC(2026, 0, 1);
    for (let index = 0; index < files; index++) {
      const options = { lastModified: new Date(began + index * 1000), etag: index.toString(16).padStart(32, "0") };
      store.put("bench", `in/year=2026/part-${String(index).padStart(9, "0")}.csv`, "id\n1\n", options);
    }
    const { file, args } = syncCommand(store, { tables: [{ table_name: "t", search_pattern: "^in/.*csv$" }] }, {});
    const { cpuMs, peakKb } = await measure({
      file,
      args: [...args, "--plan", `${shards}`, "--out", join(folder, "plan")],
    });
    const name = `a plan of ${files} due files in ${shards} parts`;
    return [
      { name: `${name}: peak memory`, value: peakKb / 1024, unit: "MB", goal: { atMost: 300 } },
      { name: `${name}: CPU`, value: cpuMs / 1000, unit: "s" },
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** How evenly a million objects are dealt, most of which are small while few hold most of the bytes. */
export function balanceFigures(): readonly Figure[] {
  const random = createRandom(1);
  const sizes = Float64Array.from({ length: 1_000_000 }, () => Math.floor(20_000 / (1 - random()) ** 0.8));
  const sum = sizes.reduce((total, one) => total + one, 0);
  return [8, 64].map((parts) => {
    const bytes = new Float64Array(parts);
    for (const [index, part] of deal(sizes, parts).entries()) bytes[part] = (bytes[part] ?? 0) + (sizes[index] ?? 0);
    const value = (Math.max(...bytes) * parts) / sum;
    return {
      name: `the largest of ${parts} parts of a skewed bucket, against the mean`,
      value,
      unit: "×",
      goal: { atMost: 1.1 },
    };
  });
}
