import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { binary } from "../support/binary.ts";
import { parseMessages } from "../support/messages.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { parseLog, runTap, testEnvironment, writeFiles, type LogEntry } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";

const store = useStore();

/** What the METRIC lines and the last line say of the run as a whole. */
function tellings(log: readonly LogEntry[]): { readonly statuses: readonly unknown[]; readonly summary: string } {
  const statuses = log.flatMap(({ msg }) => {
    const text = /^METRIC: (.*)$/.exec(msg)?.[1];
    const status: unknown = text === undefined ? undefined : JSON.parse(text).tags.status;
    return status === undefined ? [] : [status];
  });
  return { statuses, summary: log.findLast((entry) => "tables" in entry)?.msg ?? "" };
}

describe("A run that does not come to its end is told as failed", () => {
  const input = () => ({ config: configFor(store(), { request_timeout: 60 }), catalog: catalogFor(["id", "text"]) });
  const aborted = {
    statuses: ["failed", "failed"],
    summary: expect.stringMatching(/^[\d,]+ records? of \d+ files? in 1 table, 1 failure, aborted$/),
  };

  test("when it is stopped by a signal", async () => {
    store().put(bucketName, "a.csv", noisyCsv(60_000, 1));
    // What has come in before the signal is written out all the same.
    store().behaviour.bytesPerSecond = 1_000_000;
    const tap = await startTap(input());
    await tap.reached(500_000);
    tap.child.kill("SIGTERM");
    const { code, stderr } = await tap.end();
    store().behaviour.bytesPerSecond = 0;
    expect(code).toBe(143);
    expect(tellings(parseLog(stderr))).toEqual(aborted);
  });

  test("when its reader is gone, at once, although the store is silent", async () => {
    store().put(bucketName, "a.csv", noisyCsv(60_000, 1));
    store().put(bucketName, "b.csv", "id,text\n1,x\n");
    const proxy = await startFaultProxy(store().url);
    proxy.setRules({ when: { operation: "GetObject", key: "b.csv" }, do: { kind: "stall-before-headers" } });
    const { config, catalog } = input();
    const tap = await startTap({ config: { ...config, aws_endpoint_url: proxy.url }, catalog });
    await tap.reached(500_000);
    tap.child.stdout?.destroy();
    const { code, stderr } = await tap.end();
    expect(code).toBe(141);
    expect(tellings(parseLog(stderr))).toEqual(aborted);
    await proxy.close();
  });
});

describe("stderr that", () => {
  test.each([
    ["is full", "2>/dev/full"],
    ["is closed", "2>&-"],
    ["nobody reads any more", "2> >(exec <&-; sleep 3)"],
  ])("%s stops nothing", async (_, redirection) => {
    store().put(bucketName, "a.csv", noisyCsv(5000, 1));
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
    try {
      const config = configFor(store(), table({ search_pattern: "a.csv" }));
      const args = await writeFiles(folder, { config, catalog: catalogFor(["id", "text"]) });
      const command = [process.execPath, binary, ...args, "--log-level", "debug"].join(" ");
      const child = spawn("bash", ["-c", `${command} ${redirection}`], {
        env: testEnvironment(),
        stdio: ["ignore", "pipe", "ignore"],
      });
      let stdout = "";
      child.stdout.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
      const [code] = await once(child, "close");
      expect(code).toBe(0);
      expect(parseMessages(stdout).filter(({ type }) => type === "RECORD")).toHaveLength(5000);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test("What a library or Node prints is a line of the log, for who asks for it, and never one of stdout", async () => {
  store().put(bucketName, "a.csv", "id\n1\n");
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const chatter = join(folder, "chatter.cjs");
    const lines = 'console.log("out"); console.warn("warned"); process.emitWarning("node warned");';
    await writeFile(chatter, `setInterval(() => { ${lines} }, 5).unref();`);
    const input = { config: configFor(store()), nodeArgs: ["--require", chatter] };
    const quiet = await runTap(input);
    expect(quiet.records).toHaveLength(1);
    expect(quiet.log.filter(({ msg }) => /^(out|warned|node warned)$/.test(msg))).toEqual([]);
    const { log } = await runTap({ ...input, args: ["--log-level", "debug"] });
    for (const msg of ["out", "warned", "node warned"]) {
      expect(log).toContainEqual(expect.objectContaining({ level: "debug", msg }));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe("A key that the config names", () => {
  const keyed = () => configFor(store(), table({ key_properties: ["id"] }));
  const property = { type: ["null", "string"] };

  test.each([
    [
      "does not select",
      { id: property, name: property },
      { breadcrumb: ["properties", "id"], metadata: { selected: false } },
    ],
    ["does not know", { name: property }, { breadcrumb: ["properties", "name"], metadata: {} }],
  ])("is in SCHEMA and RECORD although the catalog %s it", async (_, properties, metadata) => {
    store().put(bucketName, "a.csv", "id,name\n1,x\n");
    const schema = { type: "object", properties };
    const catalog = {
      streams: [{ tap_stream_id: "t", schema, metadata: [{ breadcrumb: [], metadata: { selected: true } }, metadata] }],
    };
    const { code, messages, records } = await runTap({ config: keyed(), catalog });
    expect(code).toBe(0);
    expect(messages.find(({ type }) => type === "SCHEMA")).toMatchObject({
      key_properties: ["id"],
      schema: { properties: { id: property, name: property } },
    });
    expect(records).toMatchObject([{ id: "1", name: "x" }]);
  });
});
