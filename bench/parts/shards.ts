import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deal } from "../../src/plan/deal.ts";
import { createRandom } from "../../test/support/random.ts";
import type { Figure, Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import { catalogOf } from "../recipe.ts";
import { median } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";

const files = 8;

/**
 * Two shards of a plan, with the making of it, against one run: the tap alone, and in front of the target whose command
 * BENCH_TARGET says, each shard's in a folder of its own.
 */
export async function measureShards(size: number, rounds: number): Promise<Findings> {
  const path = await csvFile("narrow", size / files);
  const objects = Object.fromEntries(Array.from({ length: files }, (_, index) => [`f${index}.csv`, path]));
  const rows = files * (await linesOf(path));
  const store = await startStoreProcess({ objects });
  const { file, args } = tapCommand(store, "^f", { catalog: catalogOf(kinds.narrow.columns) });
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-bench-shards-"));
  const wallOf = async (script: string, target: string): Promise<number> => {
    const work = await mkdtemp(join(folder, "run-"));
    const shell = `set -eo pipefail
      tap() { "$0" "$@"; }
      load() { mkdir "$1"; (cd "$1" && shift && tap "$@" | ${target} > states); }
      ${script}`;
    const began = performance.now();
    await promisify(execFile)("bash", ["-c", shell, file, ...args], { cwd: work });
    return (performance.now() - began) / 1000;
  };
  try {
    const figures: Figure[] = [];
    const own = process.env["BENCH_TARGET"];
    for (const target of ["cat", ...(own === undefined ? [] : [own])]) {
      const [one, two]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        one.push(await wallOf(single, target));
        two.push(await wallOf(sharded, target));
      }
      const name = target === "cat" ? "the tap alone" : `into ${target.split(" ")[0]?.split("/").at(-1)}`;
      const faster = median(one.map((seconds, round) => seconds / (two[round] ?? Number.NaN)));
      figures.push(
        { name: `${name}: one run`, value: rows / median(one), unit: "rows/s" },
        { name: `${name}: two shards of a plan`, value: rows / median(two), unit: "rows/s" },
        { name: `${name}: two shards, faster than one run`, value: faster, unit: "×" },
      );
    }
    return { figures: [...figures, ...balance()], results: [], remarks: [] };
  } finally {
    store.stop();
    await rm(folder, { recursive: true });
  }
}

const single = `load one "$@"`;
const sharded = `
  tap "$@" --plan 2 --out plan > summary
  load zero "$@" --shard 0 --plan-dir ../plan & first=$!
  load one "$@" --shard 1 --plan-dir ../plan & second=$!
  wait $first
  wait $second`;

/** Of a million objects, most of which are small while few hold most of the bytes. */
function balance(): readonly Figure[] {
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

async function linesOf(path: string): Promise<number> {
  let lines = -1;
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}
