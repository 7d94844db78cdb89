import { execFileSync } from "node:child_process";
import { programPath } from "./tap.ts";
import type { Command } from "./measure.ts";

/** Python's csv.DictReader, or why it cannot be run. */
export function pythonCommand(args: readonly string[]): Command | string {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
  } catch {
    return "Python is left out: there is no python3";
  }
  // tsc copies no Python, so it is run where it was written.
  const script = programPath("dict_reader.py").replace("/build/bench/", "/bench/");
  return { file: "python3", args: [script, ...args] };
}
