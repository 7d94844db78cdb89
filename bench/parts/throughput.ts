import { statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Figure, Findings, Goal } from "../figure.ts";
import { csvFile } from "../fixtures.ts";
import { type KindName, kinds } from "../kinds.ts";
import { type Command, hashOf, nodeCommand } from "../measure.ts";
import { type Expected, expectedOf } from "../oracle.ts";
import { pythonCommand, pythonWith } from "../programs.ts";
import { catalogOf } from "../recipe.ts";
import { type Candidate, compare, ratio, type Result } from "../rounds.ts";
import { programPath, sdkCommand, startStoreProcess, type StoreProcess, tapCommand } from "../tap.ts";
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
export async function measureThroughput(options: ThroughputOptions): Promise<Findings> {
  const { kind, size, rounds, goals, isShort } = options;
  const { columns } = kinds[kind];
  const [whole, slice] = [await csvFile(kind, size), await csvFile(kind, Math.ceil(size / 5))];
  const store = await startStoreProcess({ objects: { "whole.csv": whole, "slice.csv": slice } });
  try {
    const expected = await expectedOf(slice, "slice.csv", columns);
    const input = { kind, store, whole, slice, expected };
    const others = isShort ? { candidates: [], engines: [], missing: [] } : await othersOn(input);
    const candidates = [...oursOn(input), ...others.candidates];
    const results = await compare(candidates, rounds);
    const differences = [
      ...(await differentLines(input, candidates)),
      ...(await differentValues(kind, others.engines)),
    ];
    const figures = [...figuresOf(results, kind, goals), sameOutputFigure(kind, differences.length)];
    return { figures, results, remarks: [...others.missing, ...differences] };
  } finally {
    store.stop();
  }
}

/** What all programs read. */
interface Input {
  readonly kind: KindName;
  readonly store: StoreProcess;
  /** The file, and a fifth of it for the slow ones. */
  readonly whole: string;
  readonly slice: string;
  /** What the slice becomes. */
  readonly expected: Expected;
}

function oursOn({ kind, store, whole, slice }: Input): readonly Candidate[] {
  const { columns } = kinds[kind];
  return [
    {
      name: tap,
      command: tapCommand(store, "^whole.csv", { catalog: catalogOf(columns) }),
      size: statSync(whole).size,
    },
    {
      name: csvParse,
      command: sdkCommand(store, "csv-parse.js", ["slice.csv", JSON.stringify(columns)]),
      size: statSync(slice).size,
    },
  ];
}

/** A program that reads a file, and writes it as JSON. */
interface Engine {
  readonly name: string;
  readonly run: (args: readonly string[]) => Command;
}

/** What the gate has no time for, and which of it is not installed. */
async function othersOn({ kind, store, whole, slice, expected }: Input): Promise<{
  readonly candidates: readonly Candidate[];
  readonly engines: readonly Engine[];
  readonly missing: readonly string[];
}> {
  const names = JSON.stringify(kinds[kind].columns);
  const [size, sliceSize] = [statSync(whole).size, statSync(slice).size];
  const samplePath = `${slice}.out`;
  await writeFile(samplePath, expected.sample);
  const outputSize = Math.round((expected.bytes / sliceSize) * size);
  const python = pythonCommand([slice, "slice.csv", names]);
  const found = enginesOfPython.map(({ name, requirement, script }) => ({
    name,
    run: pythonWith(requirement, script),
  }));
  const engines = found.flatMap(({ name, run }) => (typeof run === "string" ? [] : [{ name, run }]));
  return {
    candidates: [
      { name: fastest, command: sdkCommand(store, "csv-parse-arrays.js", ["slice.csv", names]), size: sliceSize },
      ...(typeof python === "string" ? [] : [{ name: pythonName, command: python, size: sliceSize }]),
      ...engines.map(({ name, run }) => ({ name, command: run([whole, "whole.csv", names]), size })),
      { name: file, command: nodeCommand(programPath("transcode-file.js"), [whole, "whole.csv", names]), size },
      { name: pipe, command: nodeCommand(programPath("pipe.js"), [samplePath, String(outputSize)]), size },
    ],
    engines,
    missing: [python, ...found.map(({ run }) => run)].filter((one) => typeof one === "string"),
  };
}

/** Of the programs that write RECORD lines, those whose lines of the slice are others than csv-parse's rows become. */
async function differentLines(
  { kind, store, slice, expected }: Input,
  candidates: readonly Candidate[],
): Promise<readonly string[]> {
  const { columns } = kinds[kind];
  const names = JSON.stringify(columns);
  const pipeline = { name: file, command: nodeCommand(programPath("transcode-file.js"), [slice, "slice.csv", names]) };
  const onSlice = [
    { name: tap, command: tapCommand(store, "^slice.csv", { catalog: catalogOf(columns) }) },
    ...candidates.filter(({ name }) => [csvParse, fastest, pythonName].includes(name)),
    ...(candidates.some(({ name }) => name === file) ? [pipeline] : []),
  ];
  const different: string[] = [];
  for (const { name, command } of onSlice) {
    const { sha256 } = await hashOf(command);
    if (sha256 !== expected.sha256)
      different.push(`${kind}: the output of ${name} is not what csv-parse's rows become`);
  }
  return different;
}

/** Of the programs that write otherwise, those whose values are others than csv-parse's rows become. */
async function differentValues(kind: KindName, engines: readonly Engine[]): Promise<readonly string[]> {
  if (engines.length === 0) return [];
  const { columns } = kinds[kind];
  const tiny = await csvFile(kind, tinySize);
  const expected = hashOfValuesIn((await expectedOf(tiny, "tiny.csv", columns)).sample);
  const different: string[] = [];
  for (const { name, run } of engines) {
    if ((await hashOfValues(run([tiny, "tiny.csv", JSON.stringify(columns)]))) !== expected)
      different.push(`${kind}: the values that ${name} writes are not those of csv-parse's rows`);
  }
  return different;
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
const enginesOfPython = [
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
