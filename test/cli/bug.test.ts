import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseLog, spawnTap } from "../support/run-tap.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

test("A bug is told with the lines of the sources, and ends with 1", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const preload = join(folder, "defect.cjs");
    await writeFile(preload, 'process.stdout.write = () => { throw new Error("a defect"); };');
    const { code, stderr } = await spawnTap({ args: ["--version"], nodeArgs: ["--require", preload] });
    const [entry] = parseLog(stderr);
    expect(entry?.msg).toMatch(/^This is a bug in tap-s3-csv \d+\.\d+\.\d+$/);
    const stack = String(entry?.error);
    expect(stack).toMatch(/^Error: a defect\n/);
    const [, line = ""] = /\b(src\/singer\/output\.ts:\d+)/.exec(stack) ?? [];
    const [path = "", number] = line.split(":");
    const sources = (await readFile(join(project, path), "utf8")).split("\n");
    expect(sources[Number(number) - 1]).toContain(".write(");
    expect(stack).toMatch(/\(src\/cli\.ts:\d+\)/);
    expect(stack).not.toContain("program.js");
    expect(code).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
