import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DueList } from "../bookmark/due-list.ts";
import { writePlanned } from "../bookmark/planned.ts";
import type { Config } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { stat } from "../read-file.ts";
import type { TablePlan } from "../sync/table-planning.ts";
import type { TableObject } from "../table/table-object.ts";
import { deal } from "./deal.ts";
import { type TablePart, writePart } from "./part-file.ts";
import { holdsPlan, type PartName, writePlanFile } from "./plan-file.ts";

/** A table, what the state holds for it, and the plan of it. */
export interface TableToPlan {
  readonly name: string;
  readonly incoming: unknown;
  readonly found: TablePlan;
}

/** What was planned. */
export interface PlanTotals {
  readonly files: number;
  readonly bytes: number;
  /** Of the part that has most. */
  readonly largest: { readonly files: number; readonly bytes: number };
}

/** A part of more objects is packed. */
const packedAbove = 10_000;

/** Refuses a folder that cannot take a plan. Throws TapError of kind "usage". */
export async function prepareFolder(folder: string): Promise<void> {
  await written(folder, makeFolder(folder));
  if (!(await holdsPlan(folder))) return;
  throw new TapError(
    "usage",
    `The folder "${folder}" holds a plan, which shards may be reading; name another folder, or delete this one`,
  );
}

/** With its parents. Node's own way of that tries for ever where a folder takes none, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = folder; !(await isFolder(path)); path = dirname(path)) {
    missing.push(path);
    if (path === dirname(path)) break;
  }
  for (const path of missing.toReversed()) await mkdir(path).catch(throwUnlessThere);
  if (!(await isFolder(folder))) await mkdir(folder);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
}

function throwUnlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Deals what is due to so many shards, and writes the files that they read. */
export async function writePlan(
  folder: string,
  tables: readonly TableToPlan[],
  shards: number,
  { connection, lookbackMs }: Config,
): Promise<PlanTotals> {
  const dealt = new Dealt(tables, shards);
  const parts: PartName[] = [];
  for (let shard = 0; shard < shards; shard++) {
    const isPacked = dealt.filesOf(shard) > packedAbove;
    const file = `shard-${String(shard).padStart(5, "0")}.jsonl${isPacked ? ".gz" : ""}`;
    parts.push({ file, sha256: await written(folder, writePart(join(folder, file), dealt.tablesOf(shard))) });
  }
  const content = {
    bucket: connection.bucket,
    lookback: Number.isFinite(lookbackMs) ? lookbackMs : null,
    shards: parts,
    tables: tables.map(({ name, incoming, found }) => ({
      table: name,
      matching: found.survey.matching,
      known: found.known,
      plan: found.plan === null ? null : writePlanned(found.plan, { stream: name, incoming, shards }),
    })),
  };
  await written(folder, writePlanFile(folder, content));
  return dealt.totals();
}

/** All that is due, and whose it is. */
class Dealt {
  readonly #tables: readonly DealtTable[];
  readonly #sizes: Float64Array;
  /** Indexes of objects, those of the first shard first, in the order in which they are read. */
  readonly #byShard: Uint32Array;
  /** Where those of each shard begin; one more, where they end. */
  readonly #starts: Uint32Array;

  constructor(tables: readonly TableToPlan[], shards: number) {
    let count = 0;
    this.#tables = tables.flatMap(({ name, found: { plan } }) => {
      if (plan === null) return [];
      const from = count;
      count += plan.due.length;
      return [{ name, due: plan.due, from, to: count }];
    });
    this.#sizes = new Float64Array(count);
    for (const { due, from } of this.#tables)
      for (let index = 0; index < due.length; index++) this.#sizes[from + index] = due.sizeAt(index);
    const owners = deal(this.#sizes, shards);
    this.#starts = new Uint32Array(shards + 1);
    for (const owner of owners) this.#starts[owner + 1] = (this.#starts[owner + 1] ?? 0) + 1;
    for (let shard = 0; shard < shards; shard++)
      this.#starts[shard + 1] = (this.#starts[shard + 1] ?? 0) + (this.#starts[shard] ?? 0);
    const next = this.#starts.slice();
    this.#byShard = new Uint32Array(count);
    for (const [index, owner] of owners.entries()) {
      const at = next[owner] ?? 0;
      this.#byShard[at] = index;
      next[owner] = at + 1;
    }
  }

  filesOf(shard: number): number {
    return (this.#starts[shard + 1] ?? 0) - (this.#starts[shard] ?? 0);
  }

  /** Tables of which nothing is due to the shard are left out. */
  *tablesOf(shard: number): Generator<TablePart, void, undefined> {
    const own = this.#byShard.subarray(this.#starts[shard], this.#starts[shard + 1]);
    let at = 0;
    for (const table of this.#tables) {
      const begin = at;
      while (at < own.length && (own[at] ?? 0) < table.to) at++;
      if (at > begin) yield { table: table.name, objects: objectsAt(own.subarray(begin, at), table) };
    }
  }

  totals(): PlanTotals {
    let [bytes, largest] = [0, { files: 0, bytes: 0 }];
    for (let shard = 0; shard + 1 < this.#starts.length; shard++) {
      let own = 0;
      for (const index of this.#byShard.subarray(this.#starts[shard], this.#starts[shard + 1]))
        own += this.#sizes[index] ?? 0;
      bytes += own;
      if (own >= largest.bytes) largest = { files: this.filesOf(shard), bytes: own };
    }
    return { files: this.#sizes.length, bytes, largest };
  }
}

/** A table whose objects are counted from one number to another, over all tables. */
interface DealtTable {
  readonly name: string;
  readonly due: DueList<TableObject>;
  readonly from: number;
  readonly to: number;
}

function* objectsAt(indexes: Uint32Array, { due, from }: DealtTable): Generator<TableObject, void, undefined> {
  for (const index of indexes) {
    const object = due.at(index - from);
    if (object !== null) yield object;
  }
}

/** What is written; what keeps it from that, in a sentence. */
async function written<T>(folder: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new TapError("usage", `The plan cannot be written to "${folder}": ${error.message}`, { cause: error });
  }
}
