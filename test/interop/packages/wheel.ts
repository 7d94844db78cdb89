import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { requireFreshBuild } from "../../support/built-from.ts";
import { testEnvironment } from "../../support/run-tap.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));

/** Builds the wheel of the program as it was built last, and gives its path. */
export async function buildWheel(): Promise<string> {
  requireFreshBuild();
  await promisify(execFile)("node", ["wheel/build.mjs"], { cwd: project });
  const folder = join(project, "build/wheel");
  const name = (await readdir(folder)).find((file) => file.endsWith(".whl"));
  return join(folder, name ?? "");
}

/** The environment of a machine where nobody has installed Node; `folders` come first on its PATH. */
export function withoutNode(...folders: readonly string[]): Record<string, string> {
  const others = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !existsSync(join(folder, "node")));
  return {
    ...testEnvironment(),
    PATH: [...folders, ...others].join(delimiter),
    // Meltano installs by uv, which else brings certificates of its own and ignores those of a company's proxy.
    UV_SYSTEM_CERTS: "true",
    // Node comes with the wheel, once for all tests.
    UV_CACHE_DIR: join(tmpdir(), "tap-s3-csv-venvs/uv-cache"),
  };
}
