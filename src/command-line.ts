import { Command, CommanderError, Option } from "commander";
import { TapError } from "./errors.ts";
import type { LogFormat, LogLevel } from "./log.ts";

export type AboutFormat = "text" | "json" | "markdown";

/** SDK style: "schema" prints SCHEMA lines only, "records" at most one RECORD per stream. */
export type TestMode = "off" | "schema" | "records";

/** What the user asks for. Files are named here, and read later. */
export type Order = LogChoice &
  (
    | { readonly command: "print"; readonly text: string }
    | { readonly command: "about"; readonly format: AboutFormat }
    | { readonly command: "discover"; readonly configs: readonly string[] }
    | { readonly command: "check"; readonly configs: readonly string[] }
    | { readonly command: "policy"; readonly configs: readonly string[]; readonly principal: string | undefined }
    | {
        readonly command: "sync";
        readonly configs: readonly string[];
        readonly catalog: string | undefined;
        readonly state: string | undefined;
        readonly test: TestMode;
      }
  );

export interface LogChoice {
  /** Undefined: what the environment says, or info. */
  readonly logLevel: LogLevel | undefined;
  /** Undefined: pretty on a terminal, JSON elsewhere. */
  readonly logFormat: LogFormat | undefined;
}

interface Flags {
  readonly config: readonly string[];
  readonly discover?: true;
  readonly catalog?: string;
  readonly properties?: string;
  readonly state?: string;
  readonly check?: true;
  readonly policy?: true;
  readonly principal?: string;
  readonly test?: true | "schema";
  readonly about?: true;
  readonly format: AboutFormat;
  readonly logLevel?: LogLevel;
  readonly logFormat?: LogFormat;
}

/** Reads the flags. Throws TapError of kind "usage" for what it does not understand. */
export function parseCommandLine(args: readonly string[], version: string): Order {
  let printed = "";
  const program = describeFlags(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => {} });
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "print", text: printed, logLevel: undefined, logFormat: undefined };
    throw new TapError("usage", sentence(error.message), { cause: error });
  }
  return orderOf(program.opts<Flags>());
}

function orderOf(flags: Flags): Order {
  const log: LogChoice = { logLevel: flags.logLevel, logFormat: flags.logFormat };
  if (flags.about) return { ...log, command: "about", format: flags.format };
  const configs = flags.config;
  if (configs.length === 0) {
    throw new TapError(
      "usage",
      "No config is given: name a file with --config FILE, or the environment with --config ENV",
    );
  }
  if (flags.policy) return { ...log, command: "policy", configs, principal: flags.principal };
  if (flags.check) return { ...log, command: "check", configs };
  if (flags.discover) return { ...log, command: "discover", configs };
  const test = flags.test === undefined ? "off" : flags.test === true ? "records" : "schema";
  return { ...log, command: "sync", configs, catalog: flags.catalog ?? flags.properties, state: flags.state, test };
}

function describeFlags(version: string): Command {
  const collect = (file: string, files: readonly string[]): readonly string[] => [...files, file];
  return new Command("tap-s3-csv")
    .usage("--config FILE [--discover | --catalog FILE [--state FILE]]")
    .description("Reads the CSV files of an S3 bucket, table by table, and writes Singer messages to stdout.")
    .option(
      "-c, --config <file>",
      "settings, JSON; may be repeated, later files win; ENV reads TAP_S3_CSV_* variables",
      collect,
      [],
    )
    .option("-d, --discover", "print the catalog")
    .option("--catalog <file>", "sync the streams and columns that this catalog selects; without it, every table whole")
    .option("-p, --properties <file>", "the same as --catalog")
    .option("-s, --state <file>", "go on where this state, the last one the target printed, left off")
    .option("--check", "try the connection and each table, and say what is missing")
    .option("--policy", "print the least permissions that this config needs")
    .option("--principal <arn>", "with --policy: who is to read, or to assume the role")
    .addOption(
      new Option("--test [mode]", "at most one RECORD per stream, or with --test=schema none").choices(["schema"]),
    )
    .option("--about", "describe the tap and its settings")
    .addOption(new Option("--format <format>", "of --about").choices(["text", "json", "markdown"]).default("text"))
    .addOption(
      new Option("--log-level <level>", "how much the log says; default: $LOGLEVEL, or info").choices([
        "debug",
        "info",
        "warn",
        "error",
      ]),
    )
    .addOption(
      new Option("--log-format <format>", "default: pretty on a terminal, json elsewhere").choices(["json", "pretty"]),
    )
    .addOption(new Option("--dev", "accepted for the sake of old scripts, without effect").hideHelp())
    .version(version, "-V, --version")
    .allowExcessArguments(false)
    .addHelpText("after", notes);
}

const notes = `
Exit codes:
  0    everything was read
  1    a bug in the tap
  2    flags, config, catalog or state
  3    the store refuses or does not answer
  4    a file could not be read as configured, or no file matched
  130, 143  stopped by SIGINT, SIGTERM
  141  the target closed the pipe

Examples:
  tap-s3-csv --config config.json --check
  tap-s3-csv --config config.json --discover > catalog.json
  tap-s3-csv --config config.json --catalog catalog.json --state state.json | target-jsonl > states.jsonl`;

/** Commander's "error: unknown option '--x'\n(Did you mean --y?)" as one sentence. */
function sentence(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
