import { CommanderError } from "commander";
import { TapError } from "../errors.ts";
import type { LogFormat, LogLevel } from "../log/log.ts";
import { completion } from "./completion.ts";
import { describeFlags, flagsOf } from "./flags.ts";
import { isJsonText } from "./is-json-text.ts";
import { type AboutFormat, type GivenFlags, refuseContradictions } from "./given-flags.ts";

/** SDK style: "schema" prints SCHEMA lines only, "records" at most one RECORD per stream. */
export type TestMode = "off" | "schema" | "records";

/** What the user asks for. Files are named here, and read later. */
export type Command = LogChoice &
  (
    | { readonly name: "print"; readonly text: string }
    | { readonly name: "about"; readonly format: AboutFormat }
    | { readonly name: "discover"; readonly configs: readonly string[] }
    | {
        readonly name: "check";
        readonly configs: readonly string[];
        readonly format: "text" | "json";
        /** Rows of each table to be shown. */
        readonly rows: number;
      }
    | {
        readonly name: "explain";
        readonly configs: readonly string[];
        readonly key: string;
        readonly state: string | undefined;
      }
    | { readonly name: "setup"; readonly configs: readonly string[]; readonly port: number }
    | {
        readonly name: "propose";
        readonly configs: readonly string[];
        /** Undefined: a config names it. */
        readonly bucket: string | undefined;
        readonly prefix: string;
      }
    | { readonly name: "policy"; readonly configs: readonly string[]; readonly principal: string | undefined }
    | {
        readonly name: "sync";
        readonly configs: readonly string[];
        readonly catalog: string | undefined;
        readonly state: string | undefined;
        readonly test: TestMode;
        /** As the user names it; undefined for all. */
        readonly shard: string | undefined;
        /** The folder of a plan that says what is the shard's. */
        readonly planFolder: string | undefined;
      }
    | {
        readonly name: "plan";
        readonly configs: readonly string[];
        readonly catalog: string | undefined;
        readonly state: string | undefined;
        readonly shards: number;
        readonly out: string;
      }
    | { readonly name: "merge-states"; readonly base: string; readonly files: readonly string[] }
  );

interface LogChoice {
  /** Undefined: what the environment says, or info. */
  readonly logLevel: LogLevel | undefined;
  /** Undefined: pretty on a terminal, JSON elsewhere. */
  readonly logFormat: LogFormat | undefined;
}

/** Reads the flags. Throws TapError of kind "usage" for what it does not understand. */
export function parseCommandLine(args: readonly string[], version: string): Command {
  let printed = "";
  const program = describeFlags(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void (printed += text), writeErr: () => {} });
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { name: "print", text: printed, logLevel: undefined, logFormat: undefined };
    throw new TapError("usage", sentenceOf(error), { cause: error });
  }
  const flags = program.opts<GivenFlags>();
  const [stray] = program.args;
  if (stray !== undefined && flags.mergeStates === undefined) {
    throw new TapError(
      "usage",
      `Unexpected argument${isJsonText(stray) ? "" : ` "${stray}"`}: name files as in --config FILE; --help lists the flags`,
    );
  }
  if (flags.completion === undefined) return commandOf(flags, program.args);
  const text = completion(flags.completion, flagsOf(program));
  return { name: "print", text, logLevel: undefined, logFormat: undefined };
}

function commandOf(flags: GivenFlags, files: readonly string[]): Command {
  const log: LogChoice = { logLevel: flags.logLevel, logFormat: flags.logFormat };
  refuseContradictions(flags);
  if (flags.about) return { ...log, name: "about", format: flags.format };
  if (flags.mergeStates !== undefined) {
    if (files.length === 0) {
      throw new TapError(
        "usage",
        "The flag --merge-states has no states to merge: name those of the shards behind the base",
      );
    }
    return { ...log, name: "merge-states", base: flags.mergeStates, files };
  }
  const configs = flags.config ?? [];
  if (flags.setup) return { ...log, name: "setup", configs, port: flags.port ?? 0 };
  if (flags.propose) {
    const { bucket, prefix = "" } = flags;
    if (bucket !== undefined || configs.length > 0) return { ...log, name: "propose", configs, bucket, prefix };
    throw new TapError(
      "usage",
      "No bucket is given: name it with --bucket NAME, or a config that does with --config FILE",
    );
  }
  if (configs.length === 0) {
    throw new TapError(
      "usage",
      "No config is given: name a file with --config FILE, or the environment with --config ENV; --help lists the flags",
    );
  }
  if (flags.policy) return { ...log, name: "policy", configs, principal: flags.principal };
  if (flags.explain !== undefined) {
    return { ...log, name: "explain", configs, key: flags.explain, state: flags.state };
  }
  if (flags.check) {
    const { format, rows = 0 } = flags;
    if (format === "text" || format === "json") return { ...log, name: "check", configs, format, rows };
    throw new TapError("usage", `The flag --format cannot be "${format}" with --check; choose from text, json`);
  }
  if (flags.discover) return { ...log, name: "discover", configs };
  return runOf(flags, configs, log);
}

/** A sync, or the plan of one. */
function runOf(flags: GivenFlags, configs: readonly string[], log: LogChoice): Command {
  const { shard, state, plan, out, planDir: planFolder } = flags;
  const catalog = flags.catalog ?? flags.properties;
  if (plan !== undefined) {
    if (out !== undefined) return { ...log, name: "plan", configs, catalog, state, shards: plan, out };
    throw new TapError("usage", `The flag --plan needs a folder for what it writes: --plan ${plan} --out FOLDER`);
  }
  const test = flags.test === undefined ? "off" : flags.test === true ? "records" : "schema";
  if (shard !== undefined && test !== "off") {
    throw new TapError("usage", "The flags --shard and --test cannot go together; leave one of them out");
  }
  if (planFolder !== undefined && shard === undefined) {
    throw new TapError(
      "usage",
      "The flag --plan-dir needs a shard whose part is to be read: --shard 0, or --shard auto",
    );
  }
  return { ...log, name: "sync", configs, catalog, state, test, shard, planFolder };
}

/** What commander says in its own style, as one sentence with what to do. */
function sentenceOf({ code, message }: CommanderError): string {
  const [, flag = "", value = ""] = /'(?:-\w, )?(.*?)'(?:.*'(.*)')?/.exec(message) ?? [];
  switch (code) {
    case "commander.unknownOption": {
      const [, meant] = /Did you mean (?:one of )?(.*)\?/.exec(message) ?? [];
      // Its value may be a secret.
      const name = flag.split("=", 1).join();
      return `There is no flag ${name}; ${meant === undefined ? "--help lists the flags" : `did you mean ${meant}?`}`;
    }
    case "commander.optionMissingArgument":
      return `${flag} requires a value`;
    case "commander.invalidArgument": {
      const [, choices] = /choices are (.*)\.$/.exec(message) ?? [];
      const [, wanted = ""] = / is invalid\. Give (.*)\.$/.exec(message) ?? [];
      const what = choices === undefined ? `give ${wanted}` : `choose from ${choices}`;
      return `The flag ${flag} cannot be "${value}"; ${what}`;
    }
    default:
      return message.replace(/^error: /, "").trim();
  }
}
