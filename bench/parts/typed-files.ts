import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Findings, Goal } from "../figure.ts";
import { type Command, hashOf } from "../measure.ts";
import { pythonWith } from "../programs.ts";
import { catalogOf } from "../recipe.ts";
import { type Candidate, compare, median, ratio, resultOf } from "../rounds.ts";
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

interface Format {
  readonly title: string;
  readonly ending: string;
  readonly requirement: string;
  readonly script: string;
}

/** Formats that know their types, and what Python reads them with, as the reference tap does. */
const formats = {
  avro: { title: "Avro", ending: ".avro", requirement: "fastavro==1.12.0", script: "avro_peer.py" },
  parquet: { title: "Parquet", ending: ".parquet", requirement: "pyarrow==26.0.1", script: "parquet_peer.py" },
} as const satisfies Record<string, Format>;

const folder = join(tmpdir(), "tap-s3-csv-bench");

/** Files of a format from S3 to RECORD lines, against its Python library and json.dumps from a file. */
export async function measureTypedFiles(
  name: keyof typeof formats,
  rows: number,
  rounds: number,
  goal: Goal,
): Promise<Findings> {
  const { title, ending, requirement, script } = formats[name];
  const python = pythonWith(requirement, script);
  if (typeof python === "string") return { figures: [], results: [], remarks: [python] };
  const path = await written(python(["write", String(rows), join(folder, `rows-${rows}${ending}`)]));
  const { size } = statSync(path);
  const key = `a${ending}`;
  const store = await startStoreProcess({ objects: { [key]: path } });
  const tap = `tap-s3-csv, ${title} from S3`;
  const peer = `${requirement.replace(/=.*/, "")} + json.dumps, from a file`;
  try {
    const candidates: readonly Candidate[] = [
      { name: tap, command: tapCommand(store, "^a", { catalog: catalogOf(columns) }), size },
      { name: peer, command: python(["read", path, key]), size },
    ];
    const results = await compare(candidates, rounds);
    const hashes = await Promise.all(candidates.map(async ({ command }) => (await hashOf(command)).sha256));
    const value = ratio(resultOf(results, tap), resultOf(results, peer), "cpuMs");
    const different = new Set(hashes).size - 1;
    return {
      figures: [
        { name: `${title}: CPU against ${peer.replace(", from a file", "")}`, value, unit: "×", goal },
        { name: `${title}: programs whose output differs`, value: different, unit: "", goal: { atMost: 0 } },
      ],
      results,
      remarks: [],
    };
  } finally {
    store.stop();
  }
}

/** Peak memory for a Parquet file of so many bytes in row groups of 128 MB. */
export async function measureLargeParquet(bytes: number): Promise<Findings> {
  const { requirement, script } = formats.parquet;
  const python = pythonWith(requirement, script);
  if (typeof python === "string") return { figures: [], results: [], remarks: [python] };
  const path = await written(python(["large", String(bytes), join(folder, `large-${bytes}.parquet`)]));
  const store = await startStoreProcess({ objects: { "a.parquet": path } });
  const name = `tap-s3-csv, ${bytes / 1e9} GB of Parquet from S3`;
  try {
    const known = columns.filter((column) => column.name !== "at");
    const command = tapCommand(store, "^a", { catalog: catalogOf(known) });
    const results = await compare([{ name, command, size: statSync(path).size }], 1);
    const value = median(resultOf(results, name).runs.map(({ peakKb }) => peakKb)) / 1024;
    const figure = { name: `Parquet: peak memory, ${bytes / 1e9} GB file`, value, unit: "MB", goal: { atMost: 300 } };
    return { figures: [figure], results, remarks: [] };
  } finally {
    store.stop();
  }
}

/** The file that the command writes to its last argument, written once. */
async function written({ file, args }: Command): Promise<string> {
  const path = args.at(-1) ?? "";
  await mkdir(folder, { recursive: true });
  if (!existsSync(path)) execFileSync(file, args);
  return path;
}
