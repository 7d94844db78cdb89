import { pino, type DestinationStream, type Logger } from "pino";
import { printable } from "./printable.ts";

export type Log = Logger;
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
export type LogFormat = "json" | "pretty";

/** The part of stderr that a log needs. */
export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What the log may not contain from now on. Config is read after the log is opened, so the list grows. */
export type Secrets = Set<string>;

/**
 * A log on stderr: JSON lines for machines, plain lines for people. Secrets are replaced by value
 * in the finished line, so that it does not matter which field or which library's message holds one.
 */
export async function openLog(
  stderr: LogStream,
  { level, format, colors, secrets }: { level: LogLevel; format: LogFormat; colors: boolean; secrets: Secrets },
): Promise<Log> {
  const redacting: DestinationStream = { write: (line) => void stderr.write(redact(line, secrets)) };
  const destination = format === "json" ? escaping(redacting) : await pretty(redacting, colors);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

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
  return { write: (line) => destination.write(print(line)) };
}

/** The text without the secrets in it. */
export function redact(line: string, secrets: Secrets): string {
  let text = line;
  for (const secret of secrets) text = text.replaceAll(secret, "[redacted]");
  return text;
}
