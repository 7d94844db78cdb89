import type { Asking } from "./asking.ts";
import { readJsonKeys } from "./json-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

/** Bytes; credentials take one thousandth of it. */
const maxOutput = 1024 * 1024;

/**
 * The credentials that a profile's `credential_process` prints. What it prints is a secret; what it writes to stderr is
 * its own explanation, and is passed on.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function keysOfProcess(command: string, profile: string, { timeoutMs }: Asking): Promise<Keys> {
  const source = `the credential_process of the profile "${profile}"`;
  const { stdout, stderr, failure } = await run(command, timeoutMs);
  if (failure !== null) {
    const said = stderr.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
    throw new SourceError(source, "lost", `it ${failure}${said === "" ? "" : `, saying: ${said}`}`);
  }
  return readJsonKeys(stdout.trim(), { source, token: "SessionToken" });
}

async function run(
  command: string,
  timeoutMs: number,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly failure: string | null }> {
  // Late: few runs have such a process.
  const { exec } = await import("node:child_process");
  return new Promise((resolve) => {
    exec(command, { timeout: timeoutMs, maxBuffer: maxOutput, windowsHide: true }, (error, stdout, stderr) => {
      const failure =
        error === null
          ? null
          : String(error.code) === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER"
            ? "prints more than 1 MiB"
            : error.killed === true
              ? `did not end within ${timeoutMs / 1000} s`
              : `fails with ${typeof error.code === "number" ? `exit code ${error.code}` : String(error.signal ?? error.code)}`;
      resolve({ stdout, stderr, failure });
    });
  });
}
