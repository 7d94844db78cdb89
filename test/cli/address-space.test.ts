import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { binary } from "../support/binary.ts";
import { bucketName, configFor, useStore } from "../support/bucket.ts";

const store = useStore();
const folder = mkdtempSync(join(tmpdir(), "tap-s3-csv-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where a process may have 8 GB of addresses; not waited for, since the store answers in this process. */
async function runLimited(
  nodeOptions: string,
  nodeArgs: readonly string[] = [],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  store().put(bucketName, "a.csv", "id\n1\n");
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify(configFor(store())));
  const child = spawn(
    "bash",
    ["-c", 'ulimit -v 8000000; exec "$@"', "bash", process.execPath, ...nodeArgs, binary, "--config", config],
    {
      env: { PATH: process.env["PATH"] ?? "", NODE_OPTIONS: nodeOptions },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes) => (stdout += String(bytes)));
  child.stderr.on("data", (bytes) => (stderr += String(bytes)));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

const hasLimits = process.platform === "linux" && spawnSync("bash", ["-c", "ulimit -v 8000000"]).status === 0;

describe.runIf(hasLimits)("Where a process may have few addresses, the tap", () => {
  test("says so and what to do, or runs where V8 can do with few", async () => {
    const { code, stdout, stderr } = await runLimited("");
    // From Node 24 on.
    if (code === 0) return expect(stdout).toContain("RECORD");
    expect(code).toBe(2);
    expect(stdout).not.toContain("RECORD");
    expect(stderr).toContain("lift the limit, or set NODE_OPTIONS=--disable-wasm-trap-handler");
    expect(stderr).not.toMatch(/\bat .*\(.*\.js:/);
  });

  test("runs as it says", async () => {
    const { code, stdout } = await runLimited("--disable-wasm-trap-handler");
    expect(code).toBe(0);
    expect(stdout.split("\n").filter((line) => line.startsWith('{"type":"RECORD"'))).toHaveLength(1);
  });

  test("tells a Node without WebAssembly as that", async () => {
    const { code, stderr } = await runLimited("", ["--jitless"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Cannot run without WebAssembly, which --jitless takes away from Node");
  });
});
