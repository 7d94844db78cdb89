import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import type { Row, Target } from "./target.ts";

/** The targets that need no server. */
export const fileTargets: readonly Target[] = [
  {
    name: "target-jsonl",
    command: "target-jsonl",
    requirements: ["target-jsonl==0.1.4"],
    knowsKeys: false,
    config: (folder) => ({ destination_path: folder, do_timestamp_file: false }),
    rows: async (stream, folder) => (await linesOf(folder, `${stream}.`)).map((line): Row => JSON.parse(line)),
  },
  {
    name: "meltanolabs-target-csv",
    command: "target-csv",
    requirements: ["meltanolabs-target-csv==0.5.0"],
    knowsKeys: false,
    // It truncates its files at each SCHEMA. Named by the second, those of a run would be emptied by the next one.
    config: (folder) => ({
      output_path: folder,
      file_naming_scheme: "{stream_name}-{timestamp}.csv",
      timestamp_format: "%Y%m%dT%H%M%S.%f",
    }),
    rows: async (stream, folder) =>
      (await filesOf(folder, `${stream}-`)).flatMap((content): Row[] => parse(content, { columns: true, bom: true })),
  },
  {
    // Its dry run validates every record as the hosted product does, and writes what it would send.
    name: "target-stitch",
    command: "target-stitch",
    requirements: ["target-stitch==4.0.3"],
    knowsKeys: false,
    config: () => ({ client_id: 1, token: "none", stitch_url: "http://127.0.0.1:1" }),
    args: (folder) => ["--dry-run", "--output-file", join(folder, `sent-${Date.now()}.jsonl`)],
    rows: async (stream, folder) =>
      (await linesOf(folder, "sent-"))
        .map((line): Batch => JSON.parse(line))
        .filter(({ table_name: table }) => table === stream)
        .flatMap(({ messages }) => messages.map(({ data }) => data)),
  },
  {
    name: "target-duckdb",
    command: "target-duckdb",
    requirements: ["target-duckdb==0.8.0"],
    knowsKeys: true,
    config: (folder) => ({
      filepath: join(folder, "lake.duckdb"),
      default_target_schema: "main",
      primary_key_required: false,
    }),
    rows: async (stream, folder, bin) => {
      const script =
        "import sys, json, duckdb; c = duckdb.connect(sys.argv[1], read_only=True).execute(f'select * from {sys.argv[2]}'); " +
        "names = [d[0] for d in c.description]; print(json.dumps([dict(zip(names, r)) for r in c.fetchall()], default=str))";
      const { stdout } = await promisify(execFile)(join(bin, "python"), [
        "-c",
        script,
        join(folder, "lake.duckdb"),
        stream,
      ]);
      return JSON.parse(stdout);
    },
  },
];

/** What target-stitch sends in one request. */
interface Batch {
  readonly table_name: string;
  readonly messages: readonly { readonly data: Row }[];
}

/** The contents of the files whose names begin like this, oldest first. */
async function filesOf(folder: string, prefix: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix)).sort();
  return Promise.all(names.map(async (name) => readFile(join(folder, name), "utf8")));
}

async function linesOf(folder: string, prefix: string): Promise<readonly string[]> {
  const contents = await filesOf(folder, prefix);
  return contents.flatMap((content) => content.split("\n").filter((line) => line !== ""));
}
