import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { binary } from "../support/binary.ts";
import { catalogFor } from "../support/bucket.ts";
import { testEnvironment } from "../support/run-tap.ts";

/** Nothing of it is asked for: there are no credentials. */
const config = { bucket: "lake", aws_profile: "a", tables: [{ table_name: "t", search_pattern: "x" }] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-process-"));
  // Its shell waits for another that would outlive it, and that shows signs of life.
  const command = `sh -c '(while echo >> "${signs()}"; do sleep 0.05; done) & wait; true'`;
  await writeFile(join(folder, "aws"), `[profile a]\ncredential_process = ${command}\n`);
});
afterEach(async () => rm(folder, { recursive: true }));

describe.skipIf(process.platform === "win32")("What a credential_process has started", () => {
  test("ends with it when it takes too long", async () => {
    const tap = await start({ request_timeout: 1, max_retries: 0 });
    const log = await text(tap.stderr);
    expect(log).toMatch(/credential_process of the profile .*did not end within 1 s/);
    await expectEnded();
  });

  test.each([
    ["--discover", "SIGTERM"],
    ["--discover", "SIGINT"],
    ["--catalog", "SIGTERM"],
    ["--catalog", "SIGINT"],
  ] as const)("ends with a run with %s that %s ends", async (flag, signal) => {
    const tap = await start({}, flag);
    const ended = new Promise<unknown>((resolve) => tap.on("exit", (code, by) => resolve(by ?? code)));
    while (!existsSync(signs())) await sleep(20);
    tap.kill(signal);
    const code = signal === "SIGINT" ? 130 : 143;
    expect(await ended).toBe(flag === "--catalog" ? code : signal);
    await expectEnded();
  });
});

/** In a session of its own, as under a scheduler: it has no terminal. */
async function start(settings: object, flag = "--discover"): Promise<ChildProcessByStdio<null, null, Readable>> {
  await writeFile(join(folder, "config.json"), JSON.stringify({ ...config, ...settings }));
  await writeFile(join(folder, "catalog.json"), JSON.stringify(catalogFor(["id"])));
  const catalog = flag === "--catalog" ? [join(folder, "catalog.json")] : [];
  return spawn(process.execPath, [binary, "--config", join(folder, "config.json"), flag, ...catalog], {
    detached: true,
    env: testEnvironment({ AWS_CONFIG_FILE: join(folder, "aws"), AWS_REGION: "eu-central-1" }),
    stdio: ["ignore", "ignore", "pipe"],
  });
}

async function expectEnded(): Promise<void> {
  const before = statSync(signs()).size;
  await sleep(500);
  expect(statSync(signs()).size - before).toBeLessThan(5);
}

function signs(): string {
  return join(folder, "signs");
}
