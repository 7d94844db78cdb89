import { pid } from "node:process";
import { pino, type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { printable } from "../wording/printable.ts";
import type { Secrets } from "./secrets.ts";

export type Log = Logger;
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
/** "structured" is JSON in the shape that Meltano parses. */
export type LogFormat = "json" | "pretty" | "structured";

/** The part of stderr that a log needs. */
export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A log on stderr: JSON lines for machines, plain lines for people. No line holds a secret. */
export async function openLog(
  stderr: LogStream,
  { level, format, colors, secrets }: { level: LogLevel; format: LogFormat; colors: boolean; secrets: Secrets },
): Promise<Log> {
  const redacting: DestinationStream = { write: (line) => void stderr.write(secrets.redact(line)) };
  const destination = format === "pretty" ? await pretty(redacting, colors) : escaping(redacting);
  const shape = format === "structured" ? structured : { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(
    { level, hooks: { logMethod: shorten }, formatters: { level: (label) => ({ level: label }) }, ...shape },
    destination,
  );
}

/** A log of which nothing is written: for work whose findings are told in another way. */
export function silentLog(): Log {
  return pino({ level: "silent" }, { write: () => undefined });
}

/** Characters of a message: names of columns and keys come from strangers, and may be as long as a file. */
const maxMessageLength = 8192;

function shorten(this: Logger, parts: Parameters<Logger["info"]>, write: Logger["info"]): void {
  parts.forEach((part: unknown, index) => {
    if (typeof part === "string" && part.length > maxMessageLength) {
      Reflect.set(
        parts,
        index,
        `${part.slice(0, maxMessageLength)}… (${part.length - maxMessageLength} more characters)`,
      );
    }
  });
  write.apply(this, parts);
}

/** The keys that meltano/core/logging/parsers.py asks for; a line that lacks one is passed on as plain text. */
const structured: LoggerOptions = {
  base: { pid, logger_name: "tap-s3-csv", thread_name: "main", app_name: "tap-s3-csv", stream_name: null },
  timestamp: () => `,"ts":${Date.now() / 1000}`,
  messageKey: "message",
  nestedKey: "extra",
};

/** JSON leaves C1 controls and marks of direction as they are; inside its texts an escape means the same. */
function escaping(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(`${printable(line.trimEnd())}\n`) };
}

/** Only a terminal needs the pretty printer, so only then is it loaded. */
async function pretty(destination: DestinationStream, colorize: boolean): Promise<DestinationStream> {
  const { prettyFactory } = await import("pino-pretty");
  const print = prettyFactory({
    colorize,
    translateTime: "SYS:HH:MM:ss",
    hideObject: true,
    messageFormat: ({ msg }) => printable(String(msg)),
  });
  // Metrics are for machines; a person gets the summary.
  return { write: (line) => void (line.includes('"msg":"METRIC: ') || destination.write(print(line))) };
}
