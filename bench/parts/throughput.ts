import { statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Figure, Findings, Goal } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { type KindName, kinds } from "../kinds.ts";
import { hashOf, nodeCommand } from "../measure.ts";
import { expectedOf } from "../oracle.ts";
import { pythonCommand, pythonWith } from "../programs.ts";
import { catalogOf } from "../recipe.ts";
import { type Candidate, compare, ratio, type Result } from "../rounds.ts";
import { programPath, sdkCommand, startStoreProcess, tapCommand } from "../tap.ts";
import { hashOfValues, hashOfValuesIn } from "../value-hash.ts";

/** What one kind of file is measured with. */
export interface ThroughputOptions {
  readonly kind: KindName;
  /** Bytes; the slow programs are given a fifth. */
  readonly size: number;
  readonly rounds: number;
  /** Goals by the name of the figure. */
  readonly goals: Readonly<Record<string, Goal>>;
  /** Only the tap and csv-parse: what the gate has time for. */
  readonly isShort: boolean;
}

/** CSV to RECORD lines: the tap from S3, against what else there is. */
export async function measureThroughput({ kind, size, rounds, goals, isShort }: ThroughputOptions): Promise<Findings> {
  const { columns } = kinds[kind];
  const [path, slicePath] = [await csvFile(kind, size), await csvFile(kind, Math.ceil(size / 5))];
  const [bytes, sliceBytes] = [statSync(path).size, statSync(slicePath).size];
  const names = JSON.stringify(columns);
  const store = await startStoreProcess({ objects: { "whole.csv": path, "slice.csv": slicePath } });
  const catalog = catalogOf(columns);
  try {
    const python = pythonCommand([slicePath, "slice.csv", names]);
    const expected = await expectedOf(slicePath, "slice.csv", columns);
    const samplePath = `${slicePath}.out`;
    await writeFile(samplePath, expected.sample);
    const outputBytes = Math.round((expected.bytes / sliceBytes) * bytes);
    const peers = isShort
      ? []
      : engines.map(({ name, requirement, script }) => ({ name, run: pythonWith(requirement, script) }));
    const candidates: readonly Candidate[] = [
      { name: tap, command: tapCommand(store, "^whole.csv", { catalog }), size: bytes },
      { name: csvParse, command: sdkCommand(store, "csv-parse.js", ["slice.csv", names]), size: sliceBytes },
      ...(isShort
        ? []
        : [
            {
              name: fastest,
              command: sdkCommand(store, "csv-parse-arrays.js", ["slice.csv", names]),
              size: sliceBytes,
            },
            ...(typeof python === "string" ? [] : [{ name: pythonName, command: python, size: sliceBytes }]),
            ...peers.flatMap(({ name, run }) =>
              typeof run === "string" ? [] : [{ name, command: run([path, "whole.csv", names]), size: bytes }],
            ),
            {
              name: file,
              command: nodeCommand(programPath("transcode-file.js"), [path, "whole.csv", names]),
              size: bytes,
            },
            {
              name: pipe,
              command: nodeCommand(programPath("pipe.js"), [samplePath, String(outputBytes)]),
              size: bytes,
            },
          ]),
    ];
    const results = await compare(candidates, rounds);
    const remarks = [
      ...(typeof python === "string" ? [python] : []),
      ...peers.flatMap(({ run }) => (typeof run === "string" ? [run] : [])),
    ];
    const sameOutput = [
      { name: tap, command: tapCommand(store, "^slice.csv", { catalog }) },
      ...candidates.filter(({ name }) => [csvParse, fastest, pythonName].includes(name)),
      ...(isShort
        ? []
        : [{ name: file, command: nodeCommand(programPath("transcode-file.js"), [slicePath, "slice.csv", names]) }]),
    ];
    let different = 0;
    for (const { name, command } of sameOutput) {
      const { sha256 } = await hashOf(command);
      if (sha256 === expected.sha256) continue;
      different += 1;
      remarks.push(`${kind}: the output of ${name} is not what csv-parse's rows become`);
    }
    const tiny = await csvFile(kind, tinySize);
    const values = peers.length === 0 ? "" : hashOfValuesIn((await expectedOf(tiny, "tiny.csv", columns)).sample);
    for (const { name, run } of peers) {
      if (typeof run === "string" || (await hashOfValues(run([tiny, "tiny.csv", names]))) === values) continue;
      different += 1;
      remarks.push(`${kind}: the values that ${name} writes are not those of csv-parse's rows`);
    }
    const figures = [...figuresOf(results, kind, goals), sameOutputFigure(kind, different)];
    return { figures, results, remarks };
  } finally {
    store.stop();
  }
}

const tap = "tap-s3-csv, from S3";
const csvParse = "csv-parse + JSON.stringify, from S3";
const fastest = "the same, arrays in callbacks";
const pythonName = "Python csv.DictReader + json.dumps, from a file";
const polars = "polars scan_csv + sink_ndjson, from a file";
const duckDb = "DuckDB COPY (FORMAT json), 1 thread, from a file";
const file = "the tap's pipeline, from a file";
const pipe = "the output's bytes into the pipe";

/** What reads and writes by columns, from PyPI. Their numbers and texts are written otherwise: only values are compared. */
const engines = [
  { name: polars, requirement: "polars==2.1.0", script: "polars_peer.py" },
  { name: duckDb, requirement: "duckdb==2.0.1", script: "duckdb_peer.py" },
] as const;

/** Bytes of a file of which all values are compared. */
const tinySize = 3e6;

function figuresOf(
  results: readonly Result[],
  kind: KindName,
  goals: Readonly<Record<string, Goal>>,
): readonly Figure[] {
  const find = (name: string): Result | undefined => results.find((result) => result.name === name);
  const figure = (name: string, of: string, to: string, what: "cpuMs" | "wallMs"): readonly Figure[] => {
    const [a, b] = [find(of), find(to)];
    const goal = goals[name];
    if (a === undefined || b === undefined) return [];
    return [{ name: `${kind}: ${name}`, value: ratio(a, b, what), unit: "×", ...(goal === undefined ? {} : { goal }) }];
  };
  return [
    ...figure("less CPU than csv-parse + JSON.stringify", csvParse, tap, "cpuMs"),
    ...figure("less CPU than csv-parse in its fastest form", fastest, tap, "cpuMs"),
    ...figure("less wall time than Python", pythonName, tap, "wallMs"),
    ...figure("less CPU than Python", pythonName, tap, "cpuMs"),
    ...figure("less wall time than polars", polars, tap, "wallMs"),
    ...figure("less CPU than polars", polars, tap, "cpuMs"),
    ...figure("less wall time than DuckDB", duckDb, tap, "wallMs"),
    ...figure("less CPU than DuckDB", duckDb, tap, "cpuMs"),
    ...figure("file to pipe, wall time against the pipe alone", file, pipe, "wallMs"),
    ...figure("the pipe alone, less wall time than Python", pythonName, pipe, "wallMs"),
  ];
}

function sameOutputFigure(kind: KindName, different: number): Figure {
  return { name: `${kind}: programs whose output differs`, value: different, unit: "", goal: { atMost: 0 } };
}
