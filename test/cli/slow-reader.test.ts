import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { startTap, type TapProcess } from "../support/tap-process.ts";

const store = useStore();
const megabyte = 1024 * 1024;
const row = `12345,${"some text ".repeat(8)}\n`;

/** A tap that waits two seconds for the store before it takes it for stalled, and a reader's pace has nothing to do with that. */
function start(size: number): Promise<TapProcess> {
  store().put(bucketName, "large.csv", largeFile(size, "id,text\n", row));
  const config = configFor(store(), { request_timeout: 2 });
  return startTap({ config, catalog: catalogFor(["id", "text"]), timeout: 120_000 });
}

const gets = () => store().requests.filter(({ operation }) => operation === "GetObject");

describe("A reader that", () => {
  test("pauses for longer than the store may be silent keeps its connection", { timeout: 120_000 }, async () => {
    const tap = await start(20 * megabyte);
    for (const bytes of [megabyte, 10 * megabyte]) {
      await tap.reached(bytes);
      tap.pause();
      await sleep(3000);
      tap.resume();
    }
    const { code, stdout } = await tap.end();
    expect(code).toBe(0);
    expect(stdout.split('\n{"type":"RECORD"')).toHaveLength(Math.floor((20 * megabyte - 8) / row.length) + 1);
    expect(gets()).toHaveLength(1);
  });

  test.runIf(process.platform === "linux")(
    "reads a kilobyte now and then holds the tap back, in little memory",
    { timeout: 120_000 },
    async () => {
      const tap = await start(400 * megabyte);
      await tap.reached(1);
      const { stdout } = tap.child;
      // In paused mode a reader takes as much as it wants, and no more is fetched than fills its buffer again.
      stdout?.removeAllListeners("data");
      tap.pause();
      for (let second = 0; second < 4; second++) {
        await sleep(1000);
        stdout?.read(1024);
      }
      const status = await readFile(`/proc/${tap.child.pid}/status`, "utf8");
      const sent = gets().map(({ bytesSent }) => bytesSent);
      tap.child.kill("SIGKILL");
      await tap.end();
      expect(sent).toHaveLength(1);
      expect(sent[0]).toBeLessThan(30 * megabyte);
      expect(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024).toBeLessThan(150);
    },
  );

  test("closes at once ends the run with 141 and one quiet line", { timeout: 120_000 }, async () => {
    const tap = await start(20 * megabyte);
    tap.child.stdout?.destroy();
    const { code, stderr } = await tap.end();
    expect(code).toBe(141);
    expect(stderr).toMatch(/The target closed the pipe/);
    expect(stderr).not.toMatch(/"level":"(warn|error|fatal)"/);
  });
});
