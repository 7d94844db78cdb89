import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { compare, leastRatio, resultOf } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

/** Whether it costs anything on a clean file that the table has a policy for dirty ones. */
export async function measurePolicies(size: number, rounds: number): Promise<Findings> {
  const path = await csvFile("narrow", size);
  const store = await startStoreProcess({ objects: { "narrow.csv": path } });
  const { streams } = catalogOf(kinds.narrow.columns);
  const catalogFor = (settings: object): object => ({
    streams: "reject_stream" in settings ? [...streams, rejects] : streams,
  });
  try {
    const candidates = [["the default", {}] as const, ...policies].map(([name, settings]) => ({
      name,
      command: tapCommand(store, "^narrow.csv", { catalog: catalogFor(settings) }, settings),
      size: statSync(path).size,
    }));
    const results = await compare(candidates, rounds);
    const usual = resultOf(results, "the default");
    const figures = policies.map(([name]) => ({
      name: `clean narrow file, CPU with ${name} against the default`,
      value: leastRatio(resultOf(results, name), usual),
      unit: "×",
      goal: { atMost: 1.05 },
    }));
    return { figures, results, remarks: [remark] };
  } finally {
    store.stop();
  }
}

/** What a figure of 1.03 means is told by the one that must be 1. */
const remark = 'on_mismatch "extra" is the default itself: what its figure is away from 1 is noise';

const policies = [
  ["on_mismatch extra", { on_mismatch: "extra" }],
  ["on_mismatch fail", { on_mismatch: "fail" }],
  ["null_values", { null_values: ["N/A"] }],
  ["reject_stream", { reject_stream: true }],
] as const;

/** What takes the rejects, of which there are none. */
const rejects = {
  tap_stream_id: "bench_rejects",
  stream: "bench_rejects",
  schema: { type: "object", properties: { raw_text: { type: ["null", "string"] } } },
  metadata: [{ breadcrumb: [], metadata: { selected: true } }],
};
