import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { RecordHash } from "./record-hash.ts";

/** A program to be measured, as a command. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What one run of a program took. */
export interface Run {
  readonly wallMs: number;
  /** User and system time of the program, not of what reads its output. */
  readonly cpuMs: number;
  readonly peakKb: number;
}

/** Node programs tell by this on exit what they have used; others do it themselves. */
const reporter = fileURLToPath(new URL("programs/report-usage.js", import.meta.url));

/** A Node program with its arguments. */
export function nodeCommand(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Command {
  return { file: process.execPath, args: [file, ...args], env };
}

/** Runs a program to its end, with its output through a pipe to `cat`, as it would go to a target. */
export async function measure(command: Command): Promise<Run> {
  const { file, args, env } = reporting(command);
  const started = performance.now();
  const child = spawn("sh", ["-c", '"$@" | cat > /dev/null', "sh", file, ...args], {
    env: environment(env),
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const [stderr, report] = await Promise.all([textOf(child.stderr), textOf(child.stdio[3])]);
  const wallMs = performance.now() - started;
  return { wallMs, ...readReport(report, stderr, file, args) };
}

/** Runs a program and takes the hash of its RECORD lines. */
export async function hashOf(command: Command): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = new RecordHash();
  await runInto(command, (bytes) => hash.update(bytes));
  return hash.digest();
}

/** Runs a program to its end, and hands over its output piece by piece. */
export async function runInto(command: Command, take: (piece: Buffer) => void): Promise<Run> {
  const { file, args, env } = reporting(command);
  const started = performance.now();
  const child = spawn(file, args, { env: environment(env), stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const [stderr, report] = await Promise.all([textOf(child.stderr), textOf(child.stdio[3]), each(child.stdout, take)]);
  const wallMs = performance.now() - started;
  return { wallMs, ...readReport(report, stderr, file, args) };
}

/** Milliseconds until a program has written a text, or, without one, until it has ended. */
export async function timeUntil({ file, args, env }: Command, text: string | null): Promise<number> {
  const started = performance.now();
  const child = spawn(file, args, { env: environment(env), stdio: ["ignore", "pipe", "ignore", "ignore"] });
  let written = "";
  let seen: number | null = null;
  await each(child.stdout, (bytes) => {
    if (text === null || seen !== null) return;
    written += bytes.toString("latin1");
    if (written.includes(text)) seen = performance.now() - started;
  });
  if (text !== null && seen === null) throw new Error(`${args.join(" ")} never wrote ${text}`);
  return seen ?? performance.now() - started;
}

function reporting(command: Command): Command {
  return command.file === process.execPath ? { ...command, args: ["--import", reporter, ...command.args] } : command;
}

/**
 * Nothing of the user's set-up may leak in: neither AWS files nor what slows down Node itself, such as NODE_EXTRA_CA_CERTS, by which
 * an empty program takes 50 ms of CPU instead of 18. But users have a home, and where nobody says which, the tap has to search for it.
 */
function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: homeFolder(), AWS_EC2_METADATA_DISABLED: "true", ...extra };
}

let home: string | null = null;

/** An empty one. */
function homeFolder(): string {
  if (home === null) {
    const made = mkdtempSync(join(tmpdir(), "tap-s3-csv-bench-home-"));
    process.on("exit", () => rmSync(made, { recursive: true }));
    home = made;
  }
  return home;
}

function readReport(report: string, stderr: string, file: string, args: readonly string[]): Omit<Run, "wallMs"> {
  const { code, cpuMs, peakKb }: { code: number; cpuMs: number; peakKb: number } = JSON.parse(
    report || '{"code":null}',
  );
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return { cpuMs, peakKb };
}

async function textOf(stream: unknown): Promise<string> {
  let text = "";
  await each(stream, (piece) => (text += piece.toString()));
  return text;
}

async function each(stream: unknown, take: (piece: Buffer) => void): Promise<void> {
  if (!(stream instanceof Readable)) throw new Error("The program was started without this stream");
  for await (const piece of stream) take(piece);
}
