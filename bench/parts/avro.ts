import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Findings, Goal } from "../figure.ts";
import { hashOf } from "../measure.ts";
import { pythonWith } from "../programs.ts";
import { catalogOf } from "../recipe.ts";
import { type Candidate, compare, ratio, resultOf } from "../rounds.ts";
import type { Column } from "../rows.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

const columns: readonly Column[] = [
  { name: "id", type: "integer" },
  { name: "name", type: "string" },
  { name: "amount", type: "number" },
  { name: "at", type: "date-time" },
  { name: "city", type: "string" },
  { name: "note", type: "string" },
];

/** Avro from S3 to RECORD lines, against fastavro and json.dumps from a file, which is the route of the reference tap. */
export async function measureAvro(rows: number, rounds: number, goal: Goal): Promise<Findings> {
  const python = pythonWith("fastavro==1.12.0", "avro_peer.py");
  if (typeof python === "string") return { figures: [], results: [], remarks: [python] };
  const folder = join(tmpdir(), "tap-s3-csv-bench");
  const path = join(folder, `rows-${rows}.avro`);
  await mkdir(folder, { recursive: true });
  const write = python(["write", String(rows), path]);
  if (!existsSync(path)) execFileSync(write.file, write.args);
  const { size } = statSync(path);
  const store = await startStoreProcess({ objects: { "a.avro": path } });
  try {
    const candidates: readonly Candidate[] = [
      { name: tap, command: tapCommand(store, "^a", { catalog: catalogOf(columns) }), size },
      { name: peer, command: python(["read", path, "a.avro"]), size },
    ];
    const results = await compare(candidates, rounds);
    const hashes = await Promise.all(candidates.map(async ({ command }) => (await hashOf(command)).sha256));
    const value = ratio(resultOf(results, tap), resultOf(results, peer), "cpuMs");
    const different = new Set(hashes).size - 1;
    return {
      figures: [
        { name: "Avro: CPU against fastavro + json.dumps", value, unit: "×", goal },
        { name: "Avro: programs whose output differs", value: different, unit: "", goal: { atMost: 0 } },
      ],
      results,
      remarks: [],
    };
  } finally {
    store.stop();
  }
}

const tap = "tap-s3-csv, Avro from S3";
const peer = "fastavro + json.dumps, from a file";
