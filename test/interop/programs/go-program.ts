import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isInstalled } from "../../support/is-installed.ts";

/** Builds a Go program once, in a folder that outlives the run, and gives its path. */
export async function installGo(name: string, path: string, version: string): Promise<string> {
  const folder = join(tmpdir(), "tap-s3-csv-go", `${name}-${version}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  await promisify(execFile)("go", ["install", `${path}@${version}`], { env: { ...process.env, GOBIN: folder } });
  return program;
}

/** Builds a program of our own, all of whose imports have this version, once, in a folder that outlives the run. */
export async function buildGo(name: string, version: string, source: string): Promise<string> {
  const folder = join(tmpdir(), "tap-s3-csv-go", `${name}-${version}-part`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const go = (...args: readonly string[]) => promisify(execFile)("go", args, { cwd: folder });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "main.go"), source);
  await go("mod", "init", name);
  await go("get", ...Array.from(source.matchAll(/"(.+)"/g), ([, path]) => `${path}@${version}`));
  await go("build", "-o", name, ".");
  return program;
}

/** Whether programs in Go can be built; in CI it is an error if not, elsewhere a reason to skip. */
export function hasGo(): boolean {
  const has = isInstalled("go");
  if (!has && process.env["CI"] !== undefined) throw new Error("go is not installed, and CI must not skip");
  return has;
}
