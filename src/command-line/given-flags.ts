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
  for (const [flag, command] of companions) {
    if (flags[flag] === undefined || first === command) continue;
    const [its, that] = [flagOf(flag), flagOf(command)];
    throw new TapError("usage", `The flag ${its} only goes with ${that}; add that, or leave it out`);
  }
}

/** Flags that say something of one command, and nothing without it. */
const companions = [
  ["out", "plan"],
  ["rows", "check"],
  ["port", "setup"],
  ["bucket", "propose"],
  ["prefix", "propose"],
  ["principal", "policy"],
] as const;

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
