import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Findings } from "./figure.ts";
import { objectsGoal, throughputGoals } from "./goals.ts";
import { type KindName, kindNames, kinds } from "./kinds.ts";
import { measureCheck } from "./parts/check.ts";
import { measureColumns } from "./parts/columns.ts";
import { measureDecimals } from "./parts/decimals.ts";
import { measureGzip } from "./parts/gzip.ts";
import { measureInventory } from "./parts/inventory.ts";
import { measureJsonLines } from "./parts/json-lines.ts";
import { measureListing } from "./parts/listing.ts";
import { measureMemory } from "./parts/memory.ts";
import { measureOffsets } from "./parts/offsets.ts";
import { measureParallel } from "./parts/parallel.ts";
import { measurePolicies } from "./parts/policies.ts";
import { measureProposal } from "./parts/proposal.ts";
import { measureShards } from "./parts/shards.ts";
import { measureSmallFiles } from "./parts/small-files.ts";
import { measureCostOfObjects, measureSmallObjects } from "./parts/small-objects.ts";
import { measureState } from "./parts/state.ts";
import { measureStartUp } from "./parts/start-up.ts";
import { measureThroughput } from "./parts/throughput.ts";
import { measureLargeParquet, measureTypedFiles } from "./parts/typed-files.ts";
import { asJson, figureTable, programTable } from "./report.ts";

type Measure = (size: number, rounds: number) => Promise<Findings>;

/** What is measured, in this order, unless the command names parts. */
const usual: Readonly<Record<string, Measure>> = {
  narrow: ofKind("narrow"),
  wide: ofKind("wide"),
  quoted: ofKind("quoted"),
  decimals: (_, rounds) => measureDecimals(36e6, rounds),
  offsets: (_, rounds) => measureOffsets(36e6, rounds),
  jsonl: (_, rounds) => measureJsonLines(60e6, rounds),
  gzip: (size, rounds) => measureGzip("narrow", size, rounds),
  avro: (_, rounds) => measureTypedFiles("avro", 600_000, rounds, { atMost: 0.35 }),
  parquet: (_, rounds) => measureTypedFiles("parquet", 600_000, rounds, { atMost: 0.5 }),
  memory: (_, rounds) => measureMemory(60e6, 1e9, Math.min(rounds, 3)),
  columns: (_, rounds) => measureColumns(60e6, rounds),
  // Runs are short, and what is to be seen is small.
  policies: (_, rounds) => measurePolicies(60e6, 5 * rounds),
  objects: (_, rounds) => measureSmallObjects(10_000, Math.min(rounds, 3)),
  "cost-of-objects": (_, rounds) => measureCostOfObjects(5000, rounds, objectsGoal),
  "small-files": (_, rounds) => measureSmallFiles(2000, rounds),
  parallel: (size, rounds) => measureParallel(size / 2, rounds),
  listing: (_, rounds) => measureListing(100_000, rounds),
  inventory: () => measureInventory(5_000_000),
  shards: (size, rounds) => measureShards(size, rounds),
  proposal: (_, rounds) => measureProposal(1_000_000, rounds),
  state: () => measureState(),
  start: (_, rounds) => measureStartUp(3 * rounds),
  check: (_, rounds) => measureCheck(rounds),
};

/** What is measured only when it is named. */
const further: Readonly<Record<string, Measure>> = {
  ...Object.fromEntries(kindNames.filter((kind) => !(kind in usual)).map((kind) => [kind, ofKind(kind)])),
  "large-parquet": () => measureLargeParquet(1e9),
};

const usage = `npm run bench -- [--only PARTS] [--size MB] [--rounds N] [--json FILE]
  PARTS   separated by commas; when absent all of
          ${Object.keys(usual).join(", ")}
          further ones are
          ${Object.keys(further).join(", ")}
  MB      of the files that fast programs read, 300; slow programs read a fifth
  N       5
  FILE    build/bench.json
  BENCH_TARGET in the environment: the target that shards load into besides, by its command, or the word postgres, for a PostgreSQL of its own`;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: Object.keys(usual).join(",") },
    size: { type: "string", default: "300" },
    rounds: { type: "string", default: "5" },
    json: { type: "string", default: "build/bench.json" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(usage);
else await run(values.only.split(","), Number(values.size) * 1e6, Number(values.rounds));

async function run(parts: readonly string[], size: number, rounds: number): Promise<void> {
  console.log(`Node ${process.version} on ${process.platform} ${process.arch}, medians of ${rounds} rounds\n`);
  const all: Findings[] = [];
  for (const part of parts) {
    const findings = await measurePart(part, size, rounds);
    all.push(findings);
    if (findings.results.length > 0) console.log(`${programTable(findings.results)}\n`);
    console.log(`${figureTable(findings.figures)}\n`);
    for (const remark of findings.remarks) console.log(`${remark}\n`);
  }
  console.log(`All figures\n${figureTable(all.flatMap(({ figures }) => figures))}`);
  await writeFile(values.json, `${asJson(all)}\n`);
}

async function measurePart(part: string, size: number, rounds: number): Promise<Findings> {
  const measure = usual[part] ?? further[part];
  if (measure === undefined) throw new Error(`There is no part "${part}" of the benchmark\n${usage}`);
  return measure(size, rounds);
}

function ofKind(kind: KindName): Measure {
  return (size, rounds) => {
    console.log(`${kind}: ${kinds[kind].content}`);
    return measureThroughput({ kind, size, rounds, goals: throughputGoals[kind] ?? {}, isShort: false });
  };
}
