import { TapError } from "../errors.ts";
import type { LogFormat, LogLevel } from "../log/log.ts";

export type AboutFormat = "text" | "json" | "markdown" | "meltano";

/** The flags of a command line, under the names that commander gives them. */
export interface GivenFlags {
  readonly config?: readonly string[];
  readonly discover?: true;
  readonly catalog?: string;
  readonly properties?: string;
  readonly state?: string;
  readonly check?: true;
  readonly rows?: number;
  readonly explain?: string;
  readonly completion?: "bash" | "zsh";
  readonly propose?: true;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly policy?: true;
  readonly setup?: true;
  readonly port?: number;
  readonly principal?: string;
  readonly test?: true | "schema";
  readonly shard?: string;
  readonly plan?: number;
  readonly out?: string;
  readonly planDir?: string;
  readonly mergeStates?: string;
  readonly about?: true;
  readonly format: AboutFormat;
  readonly logLevel?: LogLevel;
  readonly logFormat?: LogFormat;
}

/** One of them would win, and what was meant by the other be left undone without a word. */
export function refuseContradictions(flags: GivenFlags): void {
  const commands = [
    "about",
    "discover",
    "check",
    "explain",
    "policy",
    "propose",
    "setup",
    "plan",
    "mergeStates",
  ] as const;
  const [first, second] = commands.filter((command) => flags[command] !== undefined);
  if (first !== undefined && second !== undefined) {
    throw new TapError(
      "usage",
      `The flags ${flagOf(first)} and ${flagOf(second)} cannot go together; leave one of them out`,
    );
  }
  for (const flag of ["shard", "planDir"] as const) {
    if (flags[flag] === undefined || first === undefined) continue;
    throw new TapError("usage", `The flag ${flagOf(flag)} only goes with a sync; leave it out`);
  }
  if (flags.plan !== undefined && flags.test !== undefined) {
    throw new TapError("usage", "The flags --plan and --test cannot go together; leave one of them out");
  }
  if (flags.out !== undefined && first !== "plan") {
    throw new TapError("usage", "The flag --out only goes with --plan; add that, or leave it out");
  }
  if (flags.rows !== undefined && first !== "check") {
    throw new TapError("usage", "The flag --rows only goes with --check; add that, or leave it out");
  }
  if (flags.port !== undefined && first !== "setup") {
    throw new TapError("usage", "The flag --port only goes with --setup; add that, or leave it out");
  }
  for (const flag of ["bucket", "prefix"] as const) {
    if (flags[flag] === undefined || first === "propose") continue;
    throw new TapError("usage", `The flag --${flag} only goes with --propose; add that, or leave it out`);
  }
  if (flags.principal !== undefined && first !== "policy") {
    throw new TapError("usage", "The flag --principal only goes with --policy; add that, or leave it out");
  }
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
