import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { platform } from "node:os";
import type { Readable } from "node:stream";
import { onOwnEnd } from "./on-own-end.ts";

/** What a command has printed until it ended, and what went wrong, as the end of a sentence. */
interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly failure: string | null;
}

/** Bytes; credentials take one thousandth of it. */
const maxOutput = 1024 * 1024;

/**
 * Runs a command of the shell. One that takes too long, or prints too much, is ended with all that it has started, and so
 * is one that still runs when the tap ends.
 */
export async function runCommand(command: string, timeoutMs: number): Promise<Ended> {
  const isGroup = platform() !== "win32" && !hasTerminal();
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, detached: isGroup, windowsHide: true });
    let failure: string | null = null;
    const send = (signal: NodeJS.Signals): void => {
      if (isGroup && child.pid !== undefined) endGroup(child.pid, signal);
      else child.kill(signal);
    };
    const giveUp = (why: string): void => {
      failure ??= why;
      send("SIGKILL");
      // What is no longer of its group may hold them open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => giveUp(`did not end within ${timeoutMs / 1000} s`), timeoutMs);
    const forget = onOwnEnd(() => send("SIGTERM"));
    const stdout = gather(child.stdout, () => giveUp("prints more than 1 MiB"));
    const stderr = gather(child.stderr, () => giveUp("prints more than 1 MiB"));
    child.on("error", (error) => (failure ??= `cannot be started: ${error.message}`));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      forget();
      if (code !== 0) failure ??= `fails with ${signal ?? `exit code ${code}`}`;
      resolve({ stdout: textOf(stdout), stderr: textOf(stderr), failure });
    });
  });
}

/**
 * A group of its own has no terminal, on which it could ask for a password. Where there is one, Ctrl-C ends everything that
 * runs on it.
 */
function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}

function endGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended.
  }
}

/** What comes, in pieces; there may be so much that it is too much. */
function gather(output: Readable, onTooMuch: () => void): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let size = 0;
  output.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size > maxOutput) onTooMuch();
    else pieces.push(piece);
  });
  return pieces;
}

function textOf(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString();
}
