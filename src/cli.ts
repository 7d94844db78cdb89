import packageFile from "../package.json" with { type: "json" };
import { parseCommandLine } from "./command-line/parse-command-line.ts";
import { logForeignLines } from "./log/foreign-lines.ts";
import { logFor } from "./log/log-for.ts";
import { reportFailure } from "./log/report-failure.ts";
import { safeStream } from "./log/safe-stream.ts";
import { Screen } from "./log/screen.ts";
import { Secrets } from "./log/secrets.ts";
import { runCommand } from "./run-command.ts";
import { onceInputIsLarge } from "./sync/large-input.ts";

/** How a run ended. */
export interface Outcome {
  readonly exitCode: number;
  /** Most of the program was at work, and not only what prints a text or refuses a config. */
  readonly shouldCacheCode: boolean;
}

/**
 * The whole program, and the one place that sees the process. Never throws: what goes wrong becomes
 * a line of the log and an exit code. `whenLarge` is called when a run turns out to read much.
 */
export async function main(process: NodeJS.Process, whenLarge?: () => void): Promise<Outcome> {
  if (whenLarge !== undefined) onceInputIsLarge(whenLarge);
  // The SDK would announce the end of its support for a Node version in the middle of the log.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const secrets = new Secrets();
  const { version } = packageFile;
  const terminal = safeStream(process.stderr);
  const screen = hasScreen(process) ? new Screen(terminal) : null;
  const stderr = screen ?? terminal;
  let log = await logFor({}, process.env, stderr, secrets);
  logForeignLines(process, console, () => log);
  try {
    const command = parseCommandLine(process.argv.slice(2), `tap-s3-csv v${version}`);
    log = await logFor(command, process.env, stderr, secrets);
    const isWatched = command.logFormat !== "json";
    const exitCode = await runCommand(command, {
      process,
      log,
      secrets,
      version,
      stderr,
      screen: isWatched ? screen : null,
    });
    return { exitCode, shouldCacheCode: command.name === "sync" || command.name === "discover" };
  } catch (error) {
    return { exitCode: reportFailure(error, version, log), shouldCacheCode: false };
  }
}

/** Records on the same terminal would run into the line that is written over. */
function hasScreen({ stdout, stderr, env }: NodeJS.Process): boolean {
  return stderr.isTTY && !stdout.isTTY && env["TERM"] !== "dumb";
}
