import { readLogConfig } from "./log-config.ts";
import { type Log, type LogFormat, type LogLevel, type LogStream, openLog } from "./log.ts";
import type { Secrets } from "./secrets.ts";

/** What the command line says of the log; what is undefined is left to the environment. */
interface LogWishes {
  readonly logLevel?: LogLevel | undefined;
  readonly logFormat?: LogFormat | undefined;
}

/** The log that the command line, the environment and stderr ask for, in this order. */
export async function logFor(
  { logLevel, logFormat }: LogWishes,
  env: NodeJS.ProcessEnv,
  stderr: LogStream,
  secrets: Secrets,
): Promise<Log> {
  const isTerminal = stderr.isTTY === true;
  const { level, isStructured } = await readLogConfig(env);
  return openLog(stderr, {
    level: logLevel ?? level ?? "info",
    format: logFormat ?? (isStructured ? "structured" : isTerminal ? "pretty" : "json"),
    colors: isColorful(stderr, env),
    secrets,
  });
}

/** Whether it is a terminal that shows colours, and whose user wants them: https://no-color.org */
export function isColorful({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}
