import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { parquetFixture } from "../support/parquet-rows.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

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
      { type: "counter", metric: "byte_count", value: 7, tags: { stream: "t" } },
      { type: "timer", metric: "sync_duration", value: expect.any(Number), tags: { stream: "t", status: "succeeded" } },
      { type: "counter", metric: "record_count", value: 0, tags: { stream: "broken" } },
      { type: "counter", metric: "byte_count", value: 6, tags: { stream: "broken" } },
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
      tables: expect.arrayContaining([expect.objectContaining({ table: "broken", aborted: true })]),
    });
    const metric = expect.objectContaining({ metric: "job_duration", tags: { job_type: "sync", status: "failed" } });
    expect(log).toContainEqual(expect.objectContaining({ metric }));
    expect(code).toBe(4);
  });

  test("says which table of how many has ended", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    store().put(bucketName, "b.csv", "id\n1\n");
    const { log } = await runTap({ config: two() });
    const lines = log.map(({ msg }) => msg).filter((msg) => / of 2\): /.test(msg));
    expect(lines).toEqual([
      expect.stringMatching(/^Table "t" \(1 of 2\): 1 record of 1 file, /),
      expect.stringMatching(/^Table "broken" \(2 of 2\): 1 record of 1 file, /),
    ]);
  });

  test("names at level debug every file that was read, every page of a listing and every request", async () => {
    store().put(bucketName, "a.csv", "id\n1\n2\n");
    store().put(bucketName, "b.jsonl", '{"id":1}\n');
    store().put(bucketName, "c.zip", zipOf([{ name: "in/d.csv", text: Buffer.from("id\n7\n") }]));
    store().put(bucketName, "e.parquet", parquetFixture("gzip"));
    store().put(bucketName, "f.avro", readFileSync("test/fixtures/avro/deflate.avro"));
    const { log } = await runTap({
      config: configFor(store(), table({ search_pattern: "." })),
      args: ["--log-level", "debug"],
    });
    const files = log.filter(({ msg }) => msg.includes(" was read: "));
    const ms = expect.any(Number);
    expect(files).toEqual([
      expect.objectContaining({ file: "a.csv", size: 7, records: 2, ms, format: "csv", encoding: "utf-8" }),
      expect.objectContaining({ file: "b.jsonl", size: 9, records: 1, ms, format: "jsonl", encoding: "utf-8" }),
      expect.objectContaining({ file: "c.zip/in/d.csv", key: "c.zip", records: 1, ms, format: "csv" }),
      expect.objectContaining({ file: "e.parquet", ms, format: "parquet" }),
      expect.objectContaining({ file: "f.avro", ms, format: "avro" }),
    ]);
    expect(files[0]?.msg).toMatch(/^"a\.csv" was read: 2 records, 7 B as stored, \d+ ms, CSV, utf-8$/);
    expect(log.map(({ msg }) => msg)).toContain('Listing of "": a page of 5 objects, the last');
    const requests = log.filter(({ kind }) => kind === "request");
    expect(requests).toHaveLength(store().requests.length);
    for (const { host, status, id } of requests) {
      expect({ host, status, id }).toEqual({
        host: "127.0.0.1",
        status: expect.toBeOneOf([200, 206]),
        id: expect.stringMatching(/./),
      });
    }
  });

  test("names at level debug also the files that could not be read beyond the ten that are told otherwise", async () => {
    for (let index = 10; index < 25; index++) store().put(bucketName, `${index}.csv`, "name\nx\n");
    store().put(bucketName, "99.csv", "id\n1\n", { lastModified: new Date("2020-01-01T00:00:00Z") });
    const run = { config: configFor(store()), catalog: catalogFor(["id"], ["id"]) };
    const failed = async (level: string): Promise<number> => {
      const { log } = await runTap({ ...run, args: ["--log-level", level] });
      return log.filter(({ msg }) => /^Cannot read "\d+\.csv"/.test(msg)).length;
    };
    expect([await failed("info"), await failed("debug")]).toEqual([10, 15]);
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
  ])("honours %s", async (_name, env, args, levels) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { log } = await runTap({ config: configFor(store()), env, args });
    expect([...new Set(log.map(({ level }) => level))]).toEqual(levels);
  });
});
