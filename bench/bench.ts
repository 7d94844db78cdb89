import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Findings } from "./figure.ts";
import { objectsGoal, throughputGoals } from "./goals.ts";
import { type KindName, kinds } from "./kinds.ts";
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
import { measureCostOfObjects, measureSmallObjects } from "./parts/small-objects.ts";
import { measureState } from "./parts/state.ts";
import { measureStartUp } from "./parts/start-up.ts";
import { measureThroughput } from "./parts/throughput.ts";
import { measureLargeParquet, measureTypedFiles } from "./parts/typed-files.ts";
import { asJson, figureTable, programTable } from "./report.ts";

const usage = `npm run bench -- [--only PARTS] [--size MB] [--rounds N] [--json FILE]
  PARTS   some of narrow, wide, quoted, quote-all, 500-columns, giant, amounts, times, offset-times, decimals, offsets, jsonl, gzip, avro, parquet,
          large-parquet, memory, columns, policies, objects, cost-of-objects, parallel, listing, inventory, shards, proposal, state, start, check, separated by commas; all but quote-all, 500-columns, giant, amounts, times, offset-times and large-parquet when absent
  MB      of the files that fast programs read, 300; slow programs read a fifth
  N       5
  FILE    build/bench.json
  BENCH_TARGET in the environment: the target that shards load into besides, by its command, or the word postgres, for a PostgreSQL of its own`;

const { values } = parseArgs({
  options: {
    only: {
      type: "string",
      default:
        "narrow,wide,quoted,decimals,offsets,jsonl,gzip,avro,parquet,memory,columns,policies,objects,cost-of-objects,parallel,listing,inventory,shards,proposal,state,start,check",
    },
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
  if (isKind(part)) {
    console.log(`${part}: ${kinds[part].content}`);
    return measureThroughput({ kind: part, size, rounds, goals: throughputGoals[part] ?? {}, isShort: false });
  }
  switch (part) {
    case "decimals":
      return measureDecimals(36e6, rounds);
    case "offsets":
      return measureOffsets(36e6, rounds);
    case "jsonl":
      return measureJsonLines(60e6, rounds);
    case "gzip":
      return measureGzip("narrow", size, rounds);
    case "avro":
      return measureTypedFiles(part, 600_000, rounds, { atMost: 0.35 });
    case "parquet":
      return measureTypedFiles(part, 600_000, rounds, { atMost: 0.5 });
    case "large-parquet":
      return measureLargeParquet(1e9);
    case "memory":
      return measureMemory(60e6, 1e9, Math.min(rounds, 3));
    case "columns":
      return measureColumns(60e6, rounds);
    case "policies":
      // Runs are short, and what is to be seen is small.
      return measurePolicies(60e6, 5 * rounds);
    case "cost-of-objects":
      return measureCostOfObjects(5000, rounds, objectsGoal);
    case "objects":
      return measureSmallObjects(10_000, Math.min(rounds, 3));
    case "parallel":
      return measureParallel(size / 2, rounds);
    case "listing":
      return measureListing(100_000, rounds);
    case "inventory":
      return measureInventory(5_000_000);
    case "check":
      return measureCheck(rounds);
    case "proposal":
      return measureProposal(1_000_000, rounds);
    case "shards":
      return measureShards(size, rounds);
    case "state":
      return measureState();
    case "start":
      return measureStartUp(3 * rounds);
    default:
      throw new Error(`There is no part "${part}" of the benchmark\n${usage}`);
  }
}

function isKind(part: string): part is KindName {
  return part in kinds;
}
