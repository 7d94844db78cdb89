import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { binary } from "../support/binary.ts";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { testEnvironment, writeFiles } from "../support/run-tap.ts";

const store = useStore();
const megabyte = 1024 * 1024;

/** Bytes of the file; `npm run fuzz` takes the 2 GB that are promised. */
const size = Number(process.env["LARGE_FILE_MB"] ?? 200) * megabyte;

/** Runs the tap to its end, and tells the lines that it wrote and the megabytes that it took at most. */
async function run(
  config: object,
  more: readonly string[] = [],
): Promise<{ readonly lines: number; readonly peak: number }> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const args = await writeFiles(folder, { config });
    const child = spawn(process.execPath, [binary, ...args, ...more], {
      cwd: folder,
      env: testEnvironment(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    let lines = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    });
    const peak = await peakOf(child);
    expect(child.exitCode).toBe(0);
    return { lines, peak };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function peakOf(child: ChildProcess): Promise<number> {
  let peak = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  }, 100);
  await once(child, "close");
  clearInterval(timer);
  return peak;
}

describe.runIf(process.platform === "linux")("Memory", () => {
  test("stays under 150 MB, however large the file is", { timeout: 300_000 }, async () => {
    const row = `12345,some name,2026-11-22T10:00:00Z,12.50,"a quoted, longer text"\n`;
    store().put(bucketName, "large.csv", largeFile(size, "id,name,at,amount,text\n", row));
    const { lines, peak } = await run(configFor(store()));
    // STATE, SCHEMA, the rows, and a STATE for each 100,000 of them and for the end.
    expect(lines).toBeGreaterThan(size / row.length - 10);
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(150);
  });

  test("of a plan stays under 195 MB with 200,000 files that are due", { timeout: 300_000 }, async () => {
    const lastModified = new Date("2026-01-01T00:00:00Z");
    for (let index = 0; index < 200_000; index++) {
      const etag = index.toString(16).padStart(32, "0");
      const key = `in/year=2026/part-${String(index).padStart(9, "0")}.csv`;
      store().put(bucketName, key, "id\n1\n", { lastModified, etag });
    }
    const { lines, peak } = await run(configFor(store()), ["--plan", "8", "--out", "plan"]);
    expect(lines).toBe(1);
    expect(peak).toBeGreaterThan(20);
    // Some 150 bytes each. As objects of JavaScript they would take 208 MB.
    expect(peak).toBeLessThan(195);
  });
});
