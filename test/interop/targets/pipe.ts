import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "../../support/binary.ts";
import { parseLog, testEnvironment, writeFiles, type LogEntry, type TapInput } from "../../support/run-tap.ts";
import type { StateValue } from "../../support/messages.ts";

export interface PipeRun {
  readonly tapCode: number;
  readonly targetCode: number;
  readonly tapLog: string;
  /** What the target wrote, states and log. */
  readonly stdout: string;
  readonly stderr: string;
  /** The last state that the target printed, or null. */
  readonly state: StateValue | null;
  /** Records that the tap says it has read. */
  readonly records: number;
}

/** `tap | target`, as a shell runs it. */
export async function pipe(input: TapInput, target: readonly string[], cwd: string): Promise<PipeRun> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-pipe-"));
  try {
    const tap = [process.execPath, binary, ...(await writeFiles(folder, input)), ...(input.args ?? [])];
    const script = `"\${@:2:$1}" 2> "$TAP_LOG" | "\${@:$1+2}"; echo "\${PIPESTATUS[@]}" > "$CODES"`;
    const env = { ...testEnvironment(input.env), TAP_LOG: join(folder, "tap.log"), CODES: join(folder, "codes") };
    const child = spawn("bash", ["-c", script, "bash", String(tap.length), ...tap, ...target], { cwd, env });
    const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed(child)]);
    const [tapCode = -1, targetCode = -1] = (await readFile(env.CODES, "utf8")).trim().split(" ").map(Number);
    const tapLog = await readFile(env.TAP_LOG, "utf8");
    return {
      tapCode,
      targetCode,
      tapLog,
      stdout,
      stderr,
      state: lastState(stdout),
      records: recordsOf(parseLog(tapLog)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function closed(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => child.on("error", reject).on("close", () => resolve()));
}

function lastState(stdout: string): StateValue | null {
  const line = stdout.split("\n").findLast((text) => text.startsWith("{"));
  return line === undefined ? null : JSON.parse(line);
}

/** From the last line of the log, which sums up every table. */
function recordsOf(log: readonly LogEntry[]): number {
  const tables = log.findLast((entry) => Array.isArray(entry["tables"]))?.["tables"];
  if (!Array.isArray(tables)) return -1;
  return tables.reduce<number>((sum, table: { readonly records: number }) => sum + table.records, 0);
}
