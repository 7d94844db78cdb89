import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../local-aws/store/store.ts";
import { parseLog, type TapResult, testEnvironment } from "../support/run-tap.ts";
import { awsEnvironment, goldenConfig } from "./golden-bucket.ts";

/** A whole run of its own: about flags, config, state or catalog as such. */
export interface RunCase {
  /** A sentence of the contract. */
  readonly name: string;
  /** What is different from a run that syncs the one table "t". */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the table; one that is undefined is taken out. */
  readonly table?: Readonly<Record<string, unknown>>;
  /** The flags; {config}, {catalog} and {state} are files. */
  readonly args?: readonly string[];
  readonly catalog?: object;
  readonly state?: object;
  readonly code: number;
  /** Values of the column "a" that come out; none when absent. */
  readonly values?: readonly string[];
  /** A catalog comes out. */
  readonly printsCatalog?: true;
  /** What the last STATE holds, besides other things. */
  readonly keeps?: Readonly<Record<string, unknown>>;
  readonly complains?: RegExp;
  readonly there?: string;
}

/** What any tap that is run so comes to. */
export interface RunResult {
  readonly code: number | null;
  readonly values: readonly unknown[];
  readonly printsCatalog: boolean;
  readonly state: Readonly<Record<string, unknown>>;
}

const runsBucket = "golden";

/** The files of the table "t". */
export function fillRunsBucket(store: Store): void {
  store.createBucket(runsBucket);
  store.put(runsBucket, "in/a.csv", "a,b\nx,1\ny,2\n", { lastModified: new Date("2024-01-01T00:00:00Z") });
}

/** Runs a tap, given as a program and its first arguments, as the case says. */
export async function runCase(tap: readonly [string, ...string[]], golden: RunCase, store: Store): Promise<TapResult> {
  const { settings = {}, table = {}, catalog = defaultCatalog, state = {} } = golden;
  const base = { table_name: "t", search_pattern: "in/", search_prefix: "in/", ...table };
  const config = { ...goldenConfig([]), tables: JSON.stringify([base]), ...settings };
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-golden-"));
  try {
    for (const [name, content] of Object.entries({ config, catalog, state })) {
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    const args = (golden.args ?? defaultArgs).map((arg) => arg.replace(/^\{(\w+)\}$/, join(folder, "$1")));
    return await execute([...tap, ...args], { ...testEnvironment(awsEnvironment(store)), TZ: "UTC" });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const defaultArgs = ["--config", "{config}", "--catalog", "{catalog}", "--state", "{state}"];

function execute([program, ...args]: readonly [string, ...string[]], env: Record<string, string>): Promise<TapResult> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env, maxBuffer: 256 * 1024 * 1024 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    );
  });
}

const text = { type: ["null", "string"] };

/** One that selects both columns. */
const defaultCatalog = catalogOf("t", { selected: true, "table-key-properties": [] });

export function catalogOf(id: string, metadata: object): { readonly streams: readonly object[] } {
  const properties = {
    a: text,
    b: text,
    _sdc_source_bucket: text,
    _sdc_source_file: text,
    _sdc_source_lineno: { type: ["null", "integer"] },
  };
  const schema = { type: "object", properties };
  return { streams: [{ tap_stream_id: id, stream: id, schema, metadata: [{ breadcrumb: [], metadata }] }] };
}

/** What a run came to. */
export function resultOf({ code, stdout }: TapResult): RunResult {
  const isCatalog = stdout.startsWith("{\n");
  const messages = isCatalog
    ? []
    : stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line));
  return {
    code,
    values: messages.flatMap((message) => (message.type === "RECORD" ? [message.record.a] : [])),
    printsCatalog: isCatalog,
    state: messages.findLast((message) => message.type === "STATE")?.value ?? {},
  };
}

/** The complaints of our own tap. */
export function complaintsOf({ stderr }: TapResult): string {
  return parseLog(stderr)
    .flatMap(({ level, msg }) => (level === "info" ? [] : [msg]))
    .join("\n");
}
