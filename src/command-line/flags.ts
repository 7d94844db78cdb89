import { Command, InvalidArgumentError, Option } from "commander";
import type { Flag } from "./completion.ts";
import { maxShards } from "./parse-shard.ts";

/** The command line as commander knows it, grouped by what one wants to do. */
export function describeFlags(version: string): Command {
  const collect = (file: string, files: readonly string[] = []): readonly string[] => [...files, file];
  return new Command("tap-s3-csv")
    .usage("--config FILE [--discover | --catalog FILE [--state FILE]]")
    .description("Reads the CSV files of an S3 bucket, table by table, and writes Singer messages\nto stdout.")
    .configureHelp({ helpWidth: 80 })
    .optionsGroup("Sync and discover:")
    .option(
      "-c, --config <file>",
      "settings, JSON; repeatable, later files win; ENV reads TAP_S3_CSV_* variables",
      collect,
    )
    .option("-d, --discover", "print the catalog")
    .option("--catalog <file>", "sync what this catalog selects; without it, every table whole")
    .option("-p, --properties <file>", "the same as --catalog")
    .option("-s, --state <file>", "go on where this state, the last one that the target printed, left off")
    .addOption(
      new Option("--test [mode]", "at most one RECORD per stream; with --test=schema none").choices(["schema"]),
    )
    .optionsGroup("Several runs side by side:")
    .option("--shard <i/n>", "read one of n parts of the files, from 0; auto: the one that the environment names")
    .addOption(
      new Option("--plan <n>", "list once and write what is due, in n parts, to --out").argParser(
        numberBetween(1, maxShards),
      ),
    )
    .option("--out <folder>", "with --plan: where the parts are written")
    .option("--plan-dir <folder>", "with --shard: read the part of this plan, and list nothing")
    .option("--merge-states <base>", "print one state for those of the shards: BASE FILE..., or none FILE...")
    .optionsGroup("Set up:")
    .option("--propose", "look at the bucket and print a config with the tables that are in it")
    .option("--bucket <name>", "with --propose: which bucket, where no config names it")
    .option("--prefix <text>", "with --propose: only keys that begin so")
    .option("--setup", "serve a page on this machine that shows the bucket and writes the config")
    .addOption(
      new Option("--port <n>", "with --setup: where; default: any that is free").argParser(numberBetween(0, 65_535)),
    )
    .optionsGroup("Find out:")
    .option("--check", "try the connection and a sample of each table, and say what a sync would meet")
    .addOption(
      new Option("--rows <n>", "with --check: show the first rows of each table").argParser(numberBetween(0, 999)),
    )
    .option("--explain <key>", "tell which tables read this object, and why others do not; honours --state")
    .option("--policy", "print the least permissions that this config needs")
    .addOption(
      new Option("--principal <arn>", "with --policy: who is to read, or to assume the role").argParser(principal),
    )
    .option("--about", "describe the tap and its settings")
    .addOption(
      new Option("--format <format>", "output format: of --check text or json, of --about any")
        .choices(["text", "json", "markdown", "meltano"])
        .default("text"),
    )
    .optionsGroup("Log and shell:")
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
    .addOption(new Option("--completion <shell>", "print a script that completes flags").choices(["bash", "zsh"]))
    .addOption(new Option("--dev", "accepted for the sake of old scripts, without effect").hideHelp())
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .allowExcessArguments()
    .addHelpText("after", notes);
}

function numberBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,5}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
    throw new InvalidArgumentError(`Give a number from ${min} to ${max}.`);
  };
}

/** Who may stand in a policy. `*` would grant it to everybody, and a part of a name is refused by IAM. */
function principal(text: string): string {
  if (/^arn:[a-z-]+:(?:iam|sts)::[^:*?\s]*:[^*?\s]+$|^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Give the ARN of a user or a role, or the 12 digits of an account.");
}

/** What --help adds: blocks of a heading and lines. */
export const notes = `
Exit codes:
  0         everything was read
  1         a bug in the tap
  2         flags, config, catalog or state
  3         the store refuses or does not answer
  4         a file could not be read as configured, or no file matched
  130, 143  stopped by SIGINT, SIGTERM
  141       the target closed the pipe

Examples:
  tap-s3-csv --bucket acme-data --propose > config.json
  tap-s3-csv --config config.json --check
  tap-s3-csv --config config.json --discover > catalog.json
  tap-s3-csv --config config.json --catalog catalog.json --state state.json \\
    | target-jsonl > states.jsonl
  tap-s3-csv --config config.json --state state.json --explain in/orders.csv`;

/** The flags as a shell has to know them. */
export function flagsOf(command: Command): readonly Flag[] {
  const flags = command.options
    .filter((option) => !option.hidden)
    .map((option): Flag => {
      const names = [option.short, option.long].flatMap((name) => name ?? []);
      return { names, description: option.description, takes: whatItTakes(option) };
    });
  return [...flags, { names: ["-h", "--help"], description: "show help", takes: "nothing" }];
}

function whatItTakes({ required, argChoices, flags }: Option): Flag["takes"] {
  if (!required) return "nothing";
  return argChoices ?? (/<(file|folder)>/.test(flags) ? "file" : "text");
}
