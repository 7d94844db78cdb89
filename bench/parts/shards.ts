import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Figure, Findings } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { kinds } from "../kinds.ts";
import type { Command } from "../measure.ts";
import { catalogOf } from "../recipe.ts";
import { median } from "../rounds.ts";
import { startStoreProcess, tapCommand } from "../tap.ts";
import { balanceFigures, planFigures } from "./plan.ts";
import { noTarget, ownTarget, postgresTarget, type ShardTarget } from "./shard-targets.ts";

const files = 8;
/** Bytes that a target is given: it takes a tenth of what the tap writes, or less. */
const targetSize = 8e6;

/**
 * Two shards of a plan, with the making of it, against one run: the tap alone, and in front of the target that BENCH_TARGET
 * says: its command, or the word postgres. And what it takes to make a plan.
 */
export async function measureShards(size: number, rounds: number): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-bench-shards-"));
  try {
    const figures = await figuresOf(noTarget, size, rounds, folder);
    const target = await chosenTarget(folder);
    const remarks = typeof target === "string" ? [`Shards into a target were not measured: ${target}`] : [];
    if (typeof target !== "string") {
      try {
        figures.push(...(await figuresOf(target, Math.min(size, targetSize), rounds, folder)));
      } finally {
        await target.stop();
      }
    }
    figures.push(...(await planFigures(1_000_000, 64)), ...balanceFigures());
    return { figures, results: [], remarks };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The target of BENCH_TARGET, or why there is none. */
async function chosenTarget(folder: string): Promise<ShardTarget | string> {
  const chosen = process.env["BENCH_TARGET"];
  if (chosen === undefined) return "BENCH_TARGET is not set; BENCH_TARGET=postgres loads into a PostgreSQL of its own";
  return chosen === "postgres" ? postgresTarget(folder) : ownTarget(chosen);
}

async function figuresOf(target: ShardTarget, size: number, rounds: number, folder: string): Promise<Figure[]> {
  const path = await csvFile("narrow", size / files);
  const objects = Object.fromEntries(Array.from({ length: files }, (_, index) => [`f${index}.csv`, path]));
  const rows = files * (await linesOf(path));
  const store = await startStoreProcess({ objects });
  const tap = tapCommand(store, "^f", { catalog: catalogOf(kinds.narrow.columns) });
  const [one, two]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round++) {
      one.push(await secondsOf(single, `one_${round}`, { tap, target, rows, folder }));
      two.push(await secondsOf(sharded, `two_${round}`, { tap, target, rows, folder }));
    }
  } finally {
    store.stop();
  }
  const faster = median(one.map((seconds, round) => seconds / (two[round] ?? Number.NaN)));
  return [
    { name: `${target.name}: one run`, value: rows / median(one), unit: "rows/s" },
    { name: `${target.name}: two shards of a plan`, value: rows / median(two), unit: "rows/s" },
    { name: `${target.name}: two shards, faster than one run`, value: faster, unit: "×" },
  ];
}

interface Load {
  readonly tap: Command;
  readonly target: ShardTarget;
  /** That are to arrive. */
  readonly rows: number;
  readonly folder: string;
}

/** How long a script takes to load all rows; the table is there before it begins, since shards cannot create it both. */
async function secondsOf(script: string, run: string, { tap, target, rows, folder }: Load): Promise<number> {
  const work = join(folder, `${target.isFast ? "tap" : "target"}-${run}`);
  await mkdir(work);
  const command = await target.command(run);
  const shell = async (lines: string): Promise<void> => {
    const all = `set -eo pipefail
      tap() { "$0" "$@"; }
      load() { mkdir "$1"; (cd "$1" && shift && tap "$@" | ${command} > states); }
      ${lines}`;
    await promisify(execFile)("bash", ["-c", all, tap.file, ...tap.args], { cwd: work });
  };
  await shell(`load schema "$@" --test=schema`);
  const began = performance.now();
  await shell(script);
  const seconds = (performance.now() - began) / 1000;
  const loaded = await target.rowsOf(run);
  if (loaded !== null && loaded !== rows) throw new Error(`${loaded} of ${rows} rows have arrived ${target.name}`);
  return seconds;
}

const single = `load one "$@"`;
const sharded = `
  tap "$@" --plan 2 --out plan > summary
  load first "$@" --shard 0 --plan-dir ../plan & first=$!
  load second "$@" --shard 1 --plan-dir ../plan & second=$!
  wait $first
  wait $second`;

async function linesOf(path: string): Promise<number> {
  let lines = -1;
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}
