import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "../../support/binary.ts";
import { configFor } from "../../support/bucket.ts";
import { parseLog, testEnvironment, writeFiles } from "../../support/run-tap.ts";
import type { Store } from "../../../local-aws/store/store.ts";

/** What a run came to. */
export interface BombRun {
  readonly code: unknown;
  /** The messages of warnings and errors. */
  readonly complaints: readonly string[];
  /** The last line of the log. */
  readonly told: string;
  /** The longest line of the log, in characters. */
  readonly maxLineLength: number;
  /** Resident memory at its peak, in MB. */
  readonly peak: number;
  /** Seconds of all threads. */
  readonly cpu: number;
}

/** Runs the tap over the bucket, as /proc sees it. */
export async function runBomb(store: Store): Promise<BombRun> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const config = configFor(store, { tables: [{ table_name: "t", search_pattern: "." }] });
    const args = await writeFiles(folder, { config });
    const child = spawn(process.execPath, [binary, ...args], {
      env: testEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.resume();
    let [peak, cpu, log] = [0, 0, ""];
    child.stderr.on("data", (chunk: Buffer) => void (log += chunk.toString()));
    const timer = setInterval(async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
      const stat = await readFile(`/proc/${child.pid}/stat`, "utf8").catch(() => "");
      // User and system time, in hundredths of a second, are the 12th and 13th field behind the name.
      const [user = 0, system = 0] = stat
        .replace(/^.*\) /s, "")
        .split(" ")
        .slice(11, 13)
        .map(Number);
      cpu = Math.max(cpu, (user + system) / 100);
    }, 20);
    const [code] = await once(child, "close");
    clearInterval(timer);
    const lines = parseLog(log);
    const complaints = lines.filter(({ level }) => ["warn", "error", "fatal"].includes(level)).map(({ msg }) => msg);
    return {
      code,
      complaints,
      told: lines.at(-1)?.msg ?? "",
      maxLineLength: Math.max(...log.split("\n").map((line) => line.length)),
      peak,
      cpu,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
