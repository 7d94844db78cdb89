import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./binary.ts";
import { parseMessages, type Catalog, type Message, type StateValue } from "./messages.ts";

/** A file for the tap: JSON, or text or bytes as they stand, to test what is no JSON. */
type InputFile = object | string | Buffer;

export interface TapInput {
  /** One config file, or several in order; none at all when absent. */
  readonly config?: InputFile | readonly InputFile[];
  readonly catalog?: InputFile;
  readonly state?: InputFile;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The working folder; that of the tests when absent. */
  readonly cwd?: string;
  /** Milliseconds until the run counts as hanging. */
  readonly timeout?: number;
  readonly nodeArgs?: readonly string[];
  /** The path of the program, when it is not the one of this project. */
  readonly program?: string;
}

export interface LogEntry {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface TapResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TapRun extends TapResult {
  /** The messages of a sync, already checked by parseMessages; empty for runs that print something else. */
  readonly messages: readonly Message[];
  readonly records: readonly Record<string, unknown>[];
  /** The value of the last STATE. */
  readonly state: StateValue;
  readonly log: readonly LogEntry[];
  /** The messages of the log's warnings and errors. */
  readonly complaints: readonly string[];
}

/**
 * Runs the program people run, to its end, and checks in passing what must hold in every run: stdout
 * holds nothing but messages in their order, stderr nothing but log lines, no stack trace anywhere.
 */
export async function runTap(input: TapInput): Promise<TapRun> {
  const result = await spawnTap(input);
  const messages = parseMessages(result.stdout);
  const log = parseLog(result.stderr);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(result.stderr)) throw new Error(`A stack trace in the log:\n${result.stderr}`);
  return {
    ...result,
    messages,
    records: messages.flatMap((message) => (message.type === "RECORD" ? [message.record] : [])),
    state: messages.findLast((message) => message.type === "STATE")?.value ?? { bookmarks: {} },
    log,
    complaints: log.filter(({ level }) => ["warn", "error", "fatal"].includes(level)).map(({ msg }) => msg),
  };
}

export interface DiscoverRun extends TapResult {
  /** Null when nothing was printed. */
  readonly catalog: Catalog | null;
  readonly log: readonly LogEntry[];
}

/** --discover, which prints one JSON value and no messages. */
export async function discover(input: TapInput): Promise<DiscoverRun> {
  const result = await spawnTap({ ...input, args: ["--discover", ...(input.args ?? [])] });
  const catalog: Catalog | null = result.stdout === "" ? null : JSON.parse(result.stdout);
  return { ...result, catalog, log: parseLog(result.stderr) };
}

/** Runs the program with these files and flags and takes down what it says. */
export async function spawnTap(input: TapInput): Promise<TapResult> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const args = await writeFiles(folder, input);
    return await runProcess(
      [...(input.nodeArgs ?? []), input.program ?? binary, ...args, ...(input.args ?? [])],
      input,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the input files and gives the flags that name them. */
export async function writeFiles(folder: string, { config, catalog, state }: TapInput): Promise<string[]> {
  const configs = config === undefined ? [] : Array.isArray(config) ? config : [config];
  const args: string[] = [];
  const add = async (flag: string, name: string, content: InputFile): Promise<void> => {
    const path = join(folder, name);
    const isWritten = typeof content === "string" || Buffer.isBuffer(content);
    await writeFile(path, isWritten ? content : JSON.stringify(content), { mode: 0o600 });
    args.push(flag, path);
  };
  for (const [index, content] of configs.entries()) await add("--config", `config-${index}.json`, content);
  if (catalog !== undefined) await add("--catalog", "catalog.json", catalog);
  if (state !== undefined) await add("--state", "state.json", state);
  return args;
}

/** The environment of a test: nothing of the user's AWS set-up may leak in. */
export function testEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: join(tmpdir(), "no-such-home"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...extra,
  };
}

function runProcess(args: readonly string[], { env, cwd, timeout = 60_000 }: TapInput): Promise<TapResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: testEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`The tap did not end within ${timeout} ms. Its log:\n${Buffer.concat(stderr).toString()}`));
    }, timeout);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** Each line of stderr must be one JSON object: the default where stderr is no terminal. */
export function parseLog(stderr: string): readonly LogEntry[] {
  return stderr
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      try {
        return JSON.parse(line);
      } catch {
        throw new Error(`A line of the log is not JSON: ${line}\n${stderr}`);
      }
    });
}
