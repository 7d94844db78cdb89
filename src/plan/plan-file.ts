import { hash } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PlannedTable, readPlanned } from "../bookmark/planned.ts";
import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { readText, stat } from "../read-file.ts";

/** The file of a part, as the plan names it. */
export interface PartName {
  readonly file: string;
  readonly sha256: string;
}

/** What a plan says of one table. */
export interface TableInPlan {
  readonly planned: PlannedTable | null;
  /** Objects that belong to the table, and those of them that earlier runs have read. */
  readonly matching: number;
  readonly known: number;
}

/** A plan as its folder holds it, but for the objects. */
export interface PlanFile {
  readonly folder: string;
  readonly bucket: string;
  /** Milliseconds; Infinity keeps every id. */
  readonly lookbackMs: number;
  readonly parts: readonly PartName[];
  readonly tables: ReadonlyMap<string, TableInPlan>;
}

const name = "plan.json";
/** Of the layout. */
const version = 1;
/** It holds what the state did, which has 64 MiB at most, and 110 bytes for each of 10,000 parts. */
const maxBytes = 128 * 1024 * 1024;

/** What stands in the file: `tables` as `writePlanned` makes them, null where nothing can match. */
export interface PlanContent {
  readonly bucket: string;
  /** Null for Infinity. */
  readonly lookback: number | null;
  readonly shards: readonly PartName[];
  readonly tables: readonly {
    readonly table: string;
    readonly matching: number;
    readonly known: number;
    readonly plan: JsonObject | null;
  }[];
}

/** Writes the file that makes a folder of parts a plan: whole, and behind all others. */
export async function writePlanFile(folder: string, content: PlanContent): Promise<void> {
  const draft = join(folder, `${name}.new`);
  await writeFile(draft, JSON.stringify({ version, plan: idOf(content), ...content }));
  await rename(draft, join(folder, name));
}

/** Tells plans apart, and whether one is whole. */
function idOf(content: unknown): string {
  return hash("sha256", JSON.stringify(content), "base64url").slice(0, 12);
}

/** Whether a plan is in the folder. */
export async function holdsPlan(folder: string): Promise<boolean> {
  return (await textOf(folder)) !== null;
}

/** The plan in a folder. Throws TapError of kind "usage". */
export async function readPlanFile(folder: string): Promise<PlanFile> {
  const text = await textOf(folder);
  if (text === null) {
    throw new TapError(
      "usage",
      `The folder "${folder}" holds no plan: there is no ${name} in it; tap-s3-csv --config FILE --plan 8 --out "${folder}" makes one`,
    );
  }
  const plan = parsePlan(folder, text);
  if (plan === null) throw damaged(folder, name);
  return plan;
}

/** A file of a plan that is not as it was written. */
export function damaged(folder: string, file: string): TapError {
  return new TapError(
    "usage",
    `The file "${file}" in "${folder}" is not what --plan has written there: it is damaged, or of another plan or version; copy ` +
      `the folder again, or plan again into an empty one`,
  );
}

async function textOf(folder: string): Promise<string | null> {
  try {
    const path = join(folder, name);
    // A pipe or a device would be waited for, or have no end.
    if (!(await stat(path)).isFile()) throw damaged(folder, name);
    return await readText(path, maxBytes);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TapError) throw error;
    if ("code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw new TapError("usage", `The plan in "${folder}" cannot be read: ${error.message}`, { cause: error });
  }
}

/** Null where it is not whole. */
function parsePlan(folder: string, text: string): PlanFile | null {
  try {
    const { version: layout, plan, ...content } = Object(JSON.parse(text));
    if (layout !== version || plan !== idOf(content)) return null;
    const { bucket, lookback, shards, tables }: PlanContent = content;
    return {
      folder,
      bucket,
      lookbackMs: lookback ?? Infinity,
      parts: shards,
      tables: new Map(
        tables.map(({ table, matching, known, plan: value }) => [
          table,
          { matching, known, planned: isObject(value) ? readPlanned(value, table, plan) : null },
        ]),
      ),
    };
  } catch {
    return null;
  }
}
