import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isInstalled } from "../../support/is-installed.ts";

/** A program from PyPI. */
export interface PythonProgram {
  /** The name of its executable. */
  readonly name: string;
  /** What pip is asked for, versions pinned. */
  readonly requirements: readonly string[];
}

/**
 * Installs a program into a virtual environment of its own, in a folder that outlives the run, and gives the folder
 * of its executables. Each program needs its own: their dependencies contradict each other.
 */
export async function installPython({ name, requirements }: PythonProgram): Promise<string> {
  const folder = join(tmpdir(), "tap-s3-csv-venvs", name);
  const mark = join(folder, "installed.txt");
  const wanted = requirements.join("\n");
  const bin = join(folder, "bin");
  if (existsSync(mark) && (await readFile(mark, "utf8")) === wanted) return bin;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...requirements]);
  // Last, so that what was aborted starts over.
  await writeFile(mark, wanted);
  return bin;
}

/** Whether programs from PyPI can be installed; in CI it is an error if not, elsewhere a reason to skip. */
export function hasPython(): boolean {
  const has = isInstalled("python3");
  if (!has && process.env["CI"] !== undefined) throw new Error("python3 is not installed, and CI must not skip");
  return has;
}

const run = promisify(execFile);
