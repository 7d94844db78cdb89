import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { parquetFixture } from "../support/parquet-rows.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const parquet = table({ search_pattern: "\\.parquet$", key_properties: ["id"] });

function put(key: string, fixture: string): void {
  store().put(bucketName, key, parquetFixture(fixture));
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

  test("is checked", async () => {
    put("a.parquet", "snappy");
    const { stdout, code } = await spawnTap({ config: configFor(store(), parquet), args: ["--check"] });
    expect(stdout).toContain("  format   Parquet, snappy, 1,000 rows\n");
    expect(stdout).toContain("  columns  id (integer), name (string), tags (array)\n");
    expect(code).toBe(0);
  });
});
