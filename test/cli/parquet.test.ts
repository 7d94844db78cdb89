import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { parquetFile } from "../support/parquet-file.ts";
import { int64s } from "../support/parquet-values.ts";
import { parquetFixture } from "../support/parquet-rows.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const parquetOnly = table({ search_pattern: "\\.parquet$" });
const parquet = table({ search_pattern: "\\.parquet$", key_properties: ["id"] });

function put(key: string, fixture: string): void {
  store().put(bucketName, key, parquetFixture(fixture));
}

/** Columns of 64 bits, in which the row and the column add up. */
function wideFile(names: readonly string[], rows: number): Buffer {
  const columns = names.map((name) => ({ name, type: 2, repetition: 0 }) as const);
  const chunks = names.map((name, column) => {
    const content = int64s(...Array.from({ length: rows }, (_, row) => row + column));
    return { path: [name], type: 2, values: rows, pages: [{ content, values: rows }] };
  });
  const root = { name: "schema", type: null, repetition: 0, children: names.length } as const;
  return parquetFile([root, ...columns], [{ rows, chunks }]);
}

const ids = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("Parquet", () => {
  test("has the types of its own schema, and every row", async () => {
    put("a.parquet", "snappy");
    const config = configFor(store(), parquet);
    const { catalog } = await discover({ config });
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      id: { type: ["null", "integer"] },
      name: { type: ["null", "string"] },
      tags: { type: ["null", "array"] },
    });
    const { records, complaints, code } = await runTap({ config });
    expect({ complaints, code }).toEqual({ complaints: [], code: 0 });
    expect(records.map(({ id }) => id)).toEqual(ids(0, 1000));
    expect(records[8]).toEqual({
      id: 8,
      name: "name 8",
      tags: [],
      _sdc_source_bucket: bucketName,
      _sdc_source_file: "a.parquet",
      _sdc_source_lineno: 9,
    });
  });

  test("is known by its first bytes, and read as the table says whatever its name", async () => {
    put("a.dat", "zstd");
    const named = configFor(store(), table({ search_pattern: "a\\.dat", format: "parquet" }));
    expect((await runTap({ config: named })).records).toHaveLength(1000);
    put("b.csv", "zstd");
    expect((await runTap({ config: configFor(store()) })).records).toHaveLength(1000);
  });

  test("goes on behind the last checkpoint, in the row group in which it is", async () => {
    put("a.parquet", "gzip");
    const config = configFor(store(), { ...parquet, checkpoint_records: 250 });
    const first = await runTap({ config });
    const states = first.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
    expect(states.length).toBeGreaterThan(3);
    for (const state of states) {
      const done = first.messages.slice(
        0,
        first.messages.findIndex((m) => m.type === "STATE" && m.value === state),
      );
      const before = done.filter(({ type }) => type === "RECORD").length;
      const { records } = await runTap({ config, state });
      expect(records.map(({ id }) => id)).toEqual(ids(before, 1000));
    }
  });

  test("is read inside a zip archive, stored or packed", async () => {
    store().put(
      bucketName,
      "a.zip",
      zipOf([
        { name: "packed.parquet", text: parquetFixture("brotli") },
        { name: "stored.parquet", text: parquetFixture("lz4"), method: 0 },
      ]),
    );
    const { records, complaints } = await runTap({ config: configFor(store(), table({ search_pattern: "\\.zip$" })) });
    expect(complaints).toEqual([]);
    expect(records).toHaveLength(2000);
    expect(records[1999]).toMatchObject({
      id: 999,
      _sdc_source_file: "a.zip/stored.parquet",
      _sdc_source_lineno: 1000,
    });
  });

  test("goes on in the right file of a zip archive", async () => {
    const broken = parquetFixture("snappy").subarray(0, -1);
    const files = [parquetFixture("none"), parquetFixture("zstd"), broken];
    store().put(
      bucketName,
      "a.zip",
      zipOf(files.map((text, index) => ({ name: `${index}.parquet`, text, method: 0 }))),
    );
    const config = configFor(store(), { ...table({ search_pattern: "\\.zip$" }), checkpoint_records: 400 });
    const catalog = catalogFor(["id", "name", "tags"]);
    const first = await runTap({ config, catalog });
    expect(first.code).toBe(4);
    expect(first.records).toHaveLength(2000);
    expect(first.complaints).toContainEqual(
      expect.stringContaining('"a.zip/2.parquet": it is damaged: it does not end'),
    );
    const states = first.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
    for (const state of states.slice(1, -1)) {
      const at = first.messages.findIndex((message) => message.type === "STATE" && message.value === state);
      const before = first.messages.slice(0, at).filter(({ type }) => type === "RECORD").length;
      expect((await runTap({ config, catalog, state })).records).toEqual(first.records.slice(before));
    }
  });

  test("is fetched no further than its selected columns", async () => {
    const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const file = wideFile(columns, 5000);
    store().put(bucketName, "wide.parquet", file);
    const config = configFor(store(), table({ search_pattern: "\\.parquet$" }));
    const { catalog } = await discover({ config });
    const stream = catalog?.streams[0];
    const wanted = new Set(["c3", "c4", "c30"]);
    const metadata = stream?.metadata.map(({ breadcrumb, metadata }) => ({
      breadcrumb,
      metadata: { ...metadata, selected: breadcrumb.length === 0 || wanted.has(String(breadcrumb[1])) },
    }));
    store().resetRequests();
    const { records, complaints } = await runTap({ config, catalog: { streams: [{ ...stream, metadata }] } });
    expect(complaints).toEqual([]);
    expect(records).toHaveLength(5000);
    expect(records[7]).toEqual({ c3: 10, c4: 11, c30: 37 });
    const ranges = store()
      .requests.filter(({ key }) => key === "wide.parquet")
      .map(({ range = "" }) => /^bytes=(\d+)-(\d+)$/.exec(range));
    const fetched = ranges.reduce((sum, range) => sum + Number(range?.[2]) - Number(range?.[1]) + 1, 0);
    // The footer, the two that stand side by side, and the third.
    expect(ranges).toHaveLength(3);
    expect(fetched).toBeLessThan(file.length / 5);
  });

  test("comes with one request where it is small, held against the checksum of the store", async () => {
    const body = parquetFixture("snappy");
    store().put(bucketName, "small.parquet", body, { checksum: "crc32" });
    const catalog = catalogFor(["name"]);
    const { records, code } = await runTap({ config: configFor(store(), parquetOnly), catalog });
    expect({ code, count: records.length }).toEqual({ code: 0, count: 1000 });
    const reads = store().requests.filter(({ operation }) => operation === "GetObject");
    expect(reads.map(({ range }) => range)).toEqual([undefined]);
    const proxy = await startFaultProxy(store().url);
    proxy.setRules({ when: { operation: "GetObject" }, do: { kind: "flip", at: 4 } });
    const config = configFor(store(), { max_retries: 0, aws_endpoint_url: proxy.url, ...parquetOnly });
    const flipped = await runTap({ config, catalog });
    await proxy.close();
    expect(flipped.complaints).toContainEqual(expect.stringMatching(/do not match its CRC32 checksum/));
    expect(flipped.code).toBe(3);
  });

  test("keeps what does not fit its column, or rejects it, or fails", async () => {
    const content = Buffer.from(Float64Array.from([1.5, Number.NaN, 2]).buffer);
    const column = { name: "id", type: 5, repetition: 0 } as const;
    const chunks = [{ path: ["id"], type: 5, values: 3, pages: [{ content, values: 3 }] }];
    const schema = [{ name: "schema", type: null, repetition: 0, children: 1 }, column] as const;
    store().put(bucketName, "a.parquet", parquetFile(schema, [{ rows: 3, chunks }]));
    const run = async (settings: object): Promise<Awaited<ReturnType<typeof runTap>>> =>
      runTap({ config: configFor(store(), table({ search_pattern: "\\.parquet$", ...settings })) });
    const kept = await run({});
    expect(kept.records.map(({ id, _sdc_extra }) => [id, _sdc_extra])).toEqual([
      [1.5, undefined],
      [null, [{ id: "NaN" }]],
      [2, undefined],
    ]);
    expect(kept.complaints).toContainEqual(expect.stringContaining('"id"'));
    const rejected = await run({ reject_stream: true });
    expect(
      rejected.messages.filter((message) => message.type === "RECORD" && message.stream === "t_rejects"),
    ).toHaveLength(1);
    const failed = await run({ on_mismatch: "fail" });
    expect([failed.code, failed.records.length]).toEqual([4, 1]);
    expect(failed.complaints).toContainEqual(expect.stringMatching(/line 2 of "a\.parquet"/));
    const text = await run({ columns: { id: "string" } });
    expect(text.records.map(({ id }) => id)).toEqual(["1.5", "NaN", "2.0"]);
  });

  test("fails in one sentence where it is broken, and the other files are read", async () => {
    store().put(bucketName, "a.parquet", parquetFixture("snappy").subarray(0, 5000));
    put("b.parquet", "zstd");
    const config = configFor(store(), table({ search_pattern: "\\.parquet$" }));
    const run = await runTap({ config, catalog: catalogFor(["id", "name"]) });
    expect(run.code).toBe(4);
    expect(run.records).toHaveLength(1000);
    expect(run.complaints.filter((text) => text.includes("a.parquet"))).toEqual([
      expect.stringMatching(/^Cannot read "a\.parquet": it is damaged: it does not end with "PAR1"/),
    ]);
    put("a.parquet", "snappy");
    expect((await runTap({ config, catalog: catalogFor(["id", "name"]), state: run.state })).records).toHaveLength(
      1000,
    );
  });

  test("counts its rows also where no column of it is wanted, and tells which it drops", async () => {
    put("a.parquet", "snappy");
    const { records, complaints } = await runTap({ config: configFor(store(), parquetOnly), catalog: catalogFor([]) });
    expect(records).toHaveLength(1000);
    expect(records[999]).toEqual({ _sdc_source_file: "a.parquet", _sdc_source_lineno: 1000 });
    expect(complaints).toEqual([expect.stringContaining('does not know: "id", "name", "tags"')]);
  });

  test("is checked", async () => {
    put("a.parquet", "snappy");
    const { stdout, code } = await spawnTap({ config: configFor(store(), parquet), args: ["--check"] });
    expect(stdout).toContain("  format   Parquet, snappy, 1,000 rows\n");
    expect(stdout).toContain("  columns  id (integer), name (string), tags (array)\n");
    expect(code).toBe(0);
  });
});
