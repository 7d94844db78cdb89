import { exitCodes, TapError } from "../errors.ts";
import type { Log } from "./log.ts";
import { sourceStack } from "./source-stack.ts";

/** Logs why the run ended early, in one line, and gives the exit code. */
export function reportFailure(error: unknown, version: string, log: Log): number {
  if (error instanceof TapError) {
    const { kind, place, message } = error;
    if (kind === "reader-gone") log.info(message);
    else for (const line of message.split("\n")) log.fatal(place, line);
    return exitCodes[kind];
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.fatal({ error: sourceStack(stack) }, `This is a bug in tap-s3-csv ${version}`);
  return 1;
}
