import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { testEnvironment, type TapInput, type TapResult, writeFiles } from "../../support/run-tap.ts";

const run = promisify(execFile);

/** The reference tap, from PyPI, and the Python that it runs on. */
const release = "tap-s3-csv==2.3.1";
const pythons = ["python3.11", "python3"];

/** Outside the repository, and kept between runs: the installation takes a minute or two. */
const cache = join(tmpdir(), "tap-s3-csv-interop");

/** The reference tap as an executable, or why there is none. */
export async function installReference(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const folder = join(cache, release.replace("==", "-"));
  const path = join(folder, "bin", "tap-s3-csv");
  const done = join(folder, "installed");
  if (existsSync(done)) return { path };
  const python = await findPython();
  if (python === null) return { missing: "Python 3.11 is not installed" };
  try {
    await mkdir(cache, { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await run(python, ["-m", "venv", folder]);
    await run(join(folder, "bin", "python"), ["-m", "pip", "install", "--quiet", release]);
    await writeFile(done, release);
    return { path };
  } catch (error) {
    return { missing: `${release} cannot be installed: ${String(error).split("\n", 1)[0]}` };
  }
}

async function findPython(): Promise<string | null> {
  for (const python of pythons) {
    try {
      const { stdout } = await run(python, ["--version"]);
      if (stdout.startsWith("Python 3.11.")) return python;
    } catch {
      // Not there: the next one.
    }
  }
  return null;
}

/** Runs the reference tap with these files and flags and takes down what it says. */
export async function runReference(path: string, input: TapInput): Promise<TapResult> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-reference-"));
  try {
    const args = [...(await writeFiles(folder, input)), ...(input.args ?? [])];
    const options = { env: { ...testEnvironment(input.env), TZ: "UTC" }, maxBuffer: 256 * 1024 * 1024 };
    return await new Promise((resolve) => {
      const child = execFile(path, args, options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
