import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("The package that npm packs stays below 3 MB, as docs/installing.md says", { timeout: 60_000 }, async () => {
  const options = { shell: process.platform === "win32" };
  const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], options);
  const [pack]: { unpackedSize: number }[] = JSON.parse(stdout);
  expect(pack?.unpackedSize).toBeLessThan(3e6);
});
