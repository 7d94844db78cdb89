import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { parquetFile } from "../support/parquet-file.ts";
import { int64s } from "../support/parquet-values.ts";
import { parquetFixture } from "../support/parquet-rows.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
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

  test("is checked", async () => {
    put("a.parquet", "snappy");
    const { stdout, code } = await spawnTap({ config: configFor(store(), parquet), args: ["--check"] });
    expect(stdout).toContain("  format   Parquet, snappy, 1,000 rows\n");
    expect(stdout).toContain("  columns  id (integer), name (string), tags (array)\n");
    expect(code).toBe(0);
  });
});
