import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath } from "./tap.ts";
import type { Command } from "./measure.ts";

/** Python's csv.DictReader, or why it cannot be run. */
export function pythonCommand(args: readonly string[]): Command | string {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
  } catch {
    return "Python is left out: there is no python3";
  }
  return { file: "python3", args: [scriptPath("dict_reader.py"), ...args] };
}

/** A Python program of the benchmark with packages from PyPI, which are installed once per machine; or why it cannot be run. */
export function pythonWith(requirement: string, script: string): ((args: readonly string[]) => Command) | string {
  const folder = join(tmpdir(), "tap-s3-csv-bench", requirement.replaceAll(/\W+/g, "-"));
  const done = join(folder, "installed");
  const file = join(folder, "bin", "python");
  try {
    if (!existsSync(done)) {
      mkdirSync(folder, { recursive: true });
      execFileSync("python3", ["-m", "venv", folder], { stdio: "ignore" });
      execFileSync(file, ["-m", "pip", "install", "--quiet", requirement], { stdio: "ignore" });
      writeFileSync(done, requirement);
    }
  } catch {
    return `${requirement} is left out: it cannot be installed here`;
  }
  return (args) => ({ file, args: [scriptPath(script), ...args] });
}

/** tsc copies no Python, so it is run where it was written. */
function scriptPath(name: string): string {
  return programPath(name).replace("/build/bench/", "/bench/");
}
