import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();
const two = () =>
  configFor(store(), {
    tables: [
      { table_name: "t", search_pattern: "^a" },
      { table_name: "broken", search_pattern: "^b" },
    ],
  });

describe("The log", () => {
  test("takes the shape and the level that Meltano asks for", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-log-"));
    const path = join(folder, "log.json");
    const formatters = { singer_formatter: { "()": "singer_sdk.logging.StructuredFormatter" } };
    await writeFile(path, JSON.stringify({ version: 1, formatters, root: { level: "INFO", handlers: ["default"] } }));
    const { stderr } = await spawnTap({ config: configFor(store()), env: { SINGER_SDK_LOG_CONFIG: path } });
    await rm(folder, { recursive: true });
    const lines = stderr
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));
    const keys = ["level", "pid", "logger_name", "ts", "thread_name", "app_name", "stream_name", "message"];
    for (const line of lines) expect(Object.keys(line)).toEqual(expect.arrayContaining(keys));
    expect(lines.at(-1)).toMatchObject({
      level: "info",
      message: expect.stringMatching(/^1 record/),
      extra: { tables: [{}] },
    });
  });

  test("tells of each stream in METRIC lines, and of the run in one", async () => {
    store().put(bucketName, "a.csv", "id\n1\n2\n");
    store().put(bucketName, "b.csv", 'id\n"1\n');
    const { log } = await runTap({ config: two() });
    const metrics = log.filter(({ msg }) => msg.startsWith("METRIC: "));
    expect(metrics.map(({ msg }) => JSON.parse(msg.slice("METRIC: ".length)))).toEqual([
      { type: "counter", metric: "record_count", value: 2, tags: { stream: "t" } },
      { type: "timer", metric: "sync_duration", value: expect.any(Number), tags: { stream: "t", status: "succeeded" } },
      { type: "counter", metric: "record_count", value: 0, tags: { stream: "broken" } },
      {
        type: "timer",
        metric: "sync_duration",
        value: expect.any(Number),
        tags: { stream: "broken", status: "failed" },
      },
      {
        type: "timer",
        metric: "job_duration",
        value: expect.any(Number),
        tags: { job_type: "sync", status: "failed" },
      },
    ]);
    expect(log.at(-1)).toHaveProperty("tables");
  });

  test("counts a table that was not found in its last line", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, log } = await runTap({ config: two() });
    expect(log.at(-1)).toMatchObject({
      msg: "1 record of 1 file in 2 tables, 1 failure",
      tables: expect.arrayContaining([expect.objectContaining({ table: "broken", broken_off: true })]),
    });
    const metric = expect.objectContaining({ metric: "job_duration", tags: { job_type: "sync", status: "failed" } });
    expect(log).toContainEqual(expect.objectContaining({ metric }));
    expect(code).toBe(4);
  });

  test("leaves METRIC lines out where it is written for people", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { stderr } = await spawnTap({ config: configFor(store()), args: ["--log-format", "pretty"] });
    expect(stderr).not.toContain("METRIC");
    expect(stderr).toContain("1 record of 1 file");
  });

  test.each([
    ["LOGLEVEL", { LOGLEVEL: "WARNING" }, [], []],
    ["TAP_S3_CSV_LOGLEVEL before LOGLEVEL", { TAP_S3_CSV_LOGLEVEL: "error", LOGLEVEL: "debug" }, [], []],
    ["--log-level before both", { LOGLEVEL: "error", TAP_S3_CSV_LOGLEVEL: "error" }, ["--log-level", "info"], ["info"]],
    ["an unknown level not at all", { LOGLEVEL: "loud" }, [], ["info"]],
  ])("heeds %s", async (_name, env, args, levels) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { log } = await runTap({ config: configFor(store()), env, args });
    expect([...new Set(log.map(({ level }) => level))]).toEqual(levels);
  });
});
