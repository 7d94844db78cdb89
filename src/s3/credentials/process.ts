import type { Asking } from "./asking.ts";
import { readJsonKeys } from "./json-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

/**
 * The credentials that a profile's `credential_process` prints. What it prints is a secret; what it writes to stderr is
 * its own explanation, and is passed on.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function keysOfProcess(command: string, profile: string, { timeoutMs }: Asking): Promise<Keys> {
  const source = `the credential_process of the profile "${profile}"`;
  // Late: few runs have such a process.
  const { runCommand } = await import("./shell-command.ts");
  const { stdout, stderr, failure } = await runCommand(command, timeoutMs);
  if (failure !== null) {
    const said = stderr.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
    throw new SourceError(source, "lost", `it ${failure}${said === "" ? "" : `, saying: ${said}`}`);
  }
  return readJsonKeys(stdout.trim(), { source, token: "SessionToken" });
}
