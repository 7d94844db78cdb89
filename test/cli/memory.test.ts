import { spawn } from "node:child_process";
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

describe.runIf(process.platform === "linux")("Memory", () => {
  test("stays under 150 MB, however large the file is", { timeout: 300_000 }, async () => {
    const row = `12345,some name,2026-11-22T10:00:00Z,12.50,"a quoted, longer text"\n`;
    store().put(bucketName, "large.csv", largeFile(size, "id,name,at,amount,text\n", row));
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
    try {
      const args = await writeFiles(folder, { config: configFor(store()) });
      const child = spawn(process.execPath, [binary, ...args], {
        env: testEnvironment(),
        stdio: ["ignore", "pipe", "ignore"],
      });
      let peak = 0;
      let lines = 0;
      child.stdout.on("data", (chunk: Buffer) => {
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
      });
      const timer = setInterval(async () => {
        const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
      }, 100);
      const [code] = await once(child, "close");
      clearInterval(timer);
      expect(code).toBe(0);
      // STATE, SCHEMA, the rows, and a STATE for each 100,000 of them and for the end.
      expect(lines).toBeGreaterThan(size / row.length - 10);
      expect(peak).toBeGreaterThan(20);
      expect(peak).toBeLessThan(150);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
