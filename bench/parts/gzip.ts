import { statSync } from "node:fs";
import type { Findings } from "../figure.ts";
import { gzipFile } from "../fixtures.ts";
import { type KindName, kinds } from "../kinds.ts";
import { nodeCommand } from "../measure.ts";
import { catalogOf } from "../recipe.ts";
import { compare, ratio, resultOf } from "../rounds.ts";
import { programPath, startStoreProcess, tapCommand } from "../tap.ts";

/** Gzip from S3 to RECORD lines, against inflating alone. */
export async function measureGzip(kind: KindName, size: number, rounds: number): Promise<Findings> {
  const path = await gzipFile(kind, size);
  const bytes = statSync(path).size;
  const store = await startStoreProcess({ objects: { "a.csv.gz": path } });
  try {
    const catalog = catalogOf(kinds[kind].columns);
    const candidates = [
      { name: tap, command: tapCommand(store, "^a", { catalog }), size: bytes },
      { name: gunzip, command: nodeCommand(programPath("gunzip.js"), [path]), size: bytes },
    ];
    const results = await compare(candidates, rounds);
    const value = ratio(resultOf(results, tap), resultOf(results, gunzip), "wallMs");
    const name = `${kind}: gzip from S3, wall time against gunzip alone`;
    return { figures: [{ name, value, unit: "×", goal: { atMost: 1.8 } }], results, remarks: [] };
  } finally {
    store.stop();
  }
}

const tap = "tap-s3-csv, gzip from S3";
const gunzip = "Node's gunzip, from a file";
