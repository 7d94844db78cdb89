import type { Log } from "./log.ts";

/**
 * Sends what libraries and Node itself would print to the log, where it is of level debug and holds no secret: a line on
 * stdout would be no message, and one on stderr no line of the log.
 */
export function logForeignLines(process: NodeJS.Process, console: Console, log: () => Log): void {
  // Node's own listener prints.
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => log().debug({ warning: name }, message));
  const note = (...parts: readonly unknown[]): void => log().debug(parts.map(String).join(" "));
  Object.assign(console, { log: note, info: note, warn: note, error: note, debug: note, trace: note });
}
