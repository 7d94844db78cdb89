import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./binary.ts";
import { testEnvironment, writeFiles, type TapInput, type TapResult } from "./run-tap.ts";

/** A running tap whose stdout is read as the test says. */
export interface TapProcess {
  readonly child: ChildProcess;
  /** Bytes of stdout read so far. */
  read(): number;
  /** No byte of stdout is read from now on, until `resume`. */
  pause(): void;
  resume(): void;
  /** Resolves once that many bytes of stdout have been read, or the tap has ended. */
  reached(bytes: number): Promise<void>;
  /** Resolves once the log contains the text, or contains it so many times, or the tap has ended. */
  told(text: string, times?: number): Promise<void>;
  /** Resolves when the tap has ended; what it wrote and was not read is then lost. */
  end(): Promise<TapResult>;
}

/** Starts the program people run. `end` must be awaited. */
export async function startTap(input: TapInput): Promise<TapProcess> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  const args = await writeFiles(folder, input);
  const child = spawn(
    process.execPath,
    [...(input.nodeArgs ?? []), input.program ?? binary, ...args, ...(input.args ?? [])],
    {
      env: testEnvironment(input.env),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let read = 0;
  let check = (): void => {};
  child.stdout.on("data", (chunk: Buffer) => {
    stdout.push(chunk);
    read += chunk.length;
    check();
  });
  let listen = (): void => {};
  child.stderr.on("data", (chunk: Buffer) => {
    stderr.push(chunk);
    listen();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), input.timeout ?? 60_000);
  const exited = once(child, "exit");
  const closed = once(child, "close");
  return {
    child,
    read: () => read,
    pause: () => void child.stdout.pause(),
    resume: () => void child.stdout.resume(),
    reached: async (bytes) => {
      const enough = new Promise<void>((resolve) => {
        check = () => read >= bytes && resolve();
        check();
      });
      await Promise.race([enough, closed]);
    },
    told: async (text, times = 1) => {
      const heard = new Promise<void>((resolve) => {
        listen = () => void (Buffer.concat(stderr).toString().split(text).length > times && resolve());
        listen();
      });
      await Promise.race([heard, closed]);
    },
    end: async () => {
      const [code, signal]: [number | null, NodeJS.Signals | null] = await exited.then(([code, signal]) => [
        code,
        signal,
      ]);
      child.stdout.resume();
      await closed;
      clearTimeout(timer);
      await rm(folder, { recursive: true, force: true });
      return { code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
    },
  };
}
