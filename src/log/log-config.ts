import type { LogLevel } from "./log.ts";
import { readText } from "../read-file.ts";

/** What a runner wants of the log. */
export interface LogConfig {
  readonly level: LogLevel | undefined;
  /** It reads the lines of singer_sdk.logging.StructuredFormatter. */
  readonly isStructured: boolean;
}

/**
 * What the environment says of the log: TAP_S3_CSV_LOGLEVEL, LOGLEVEL, and the file that Meltano names in
 * SINGER_SDK_LOG_CONFIG (meltano/core/plugin/singer/base.py). A file that cannot be read says nothing.
 */
export async function readLogConfig(env: NodeJS.ProcessEnv): Promise<LogConfig> {
  const text = await textOf(env["SINGER_SDK_LOG_CONFIG"]);
  const fromFile = /"root":\s*\{[^{}]*"level":\s*"(\w+)"/.exec(text)?.[1];
  const name = env["TAP_S3_CSV_LOGLEVEL"] ?? env["LOGLEVEL"] ?? fromFile ?? "";
  return { level: levels[name.toLowerCase()], isStructured: text.includes("StructuredFormatter") };
}

/** Level names as Python and the runners know them, and our own. */
const levels: Readonly<Record<string, LogLevel>> = {
  trace: "trace",
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  fatal: "fatal",
  critical: "fatal",
};

/** Meltano writes some hundred bytes. */
const maxBytes = 1024 * 1024;

async function textOf(path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  return readText(path, maxBytes).catch(() => "");
}
