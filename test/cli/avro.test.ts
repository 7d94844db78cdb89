import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { brokenAvroFiles } from "../support/broken-avro-files.ts";
import { avroFile } from "../support/avro-file.ts";
import { record } from "../support/avro-schemas.ts";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const avro = table({ search_pattern: "\\.avro$", key_properties: ["id"] });
const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/avro/${name}.avro`, import.meta.url));
function put(key: string, name: string): void {
  store().put(bucketName, key, fixture(name));
}

const ids = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("Avro", () => {
  test("has the types of its own schema, and every row", async () => {
    put("a.avro", "blocks");
    const config = configFor(store(), avro);
    const { catalog } = await discover({ config });
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      id: { type: ["null", "integer"] },
      name: { type: ["null", "string"] },
    });
    const { records, complaints, code } = await runTap({ config });
    expect({ complaints, code }).toEqual({ complaints: [], code: 0 });
    expect(records.map(({ id }) => id)).toEqual(ids(0, 200));
    expect(records[7]).toEqual({
      id: 7,
      name: null,
      _sdc_source_bucket: bucketName,
      _sdc_source_file: "a.avro",
      _sdc_source_lineno: 8,
    });
  });

  test("keeps every digit, and writes times as everywhere", async () => {
    put("a.avro", "types");
    const { records, complaints } = await runTap({ config: configFor(store(), table({ search_pattern: "avro$" })) });
    expect(complaints).toEqual([]);
    expect(records).toHaveLength(7);
    const { stdout } = await spawnTap({ config: configFor(store(), table({ search_pattern: "avro$" })) });
    expect(stdout).toContain(
      '"record":{"int":0,"long":9007199254740993,"double":1.5,"float":0.10000000149011612,"boolean":true,' +
        String.raw`"string":"text 0 \"é\" \n😀","enum":"RED","date":"2024-01-02","millis":"01:02:03.004000",` +
        '"micros":"03:04:05.678901","at_millis":"2024-01-02T03:04:05.000000Z","at_micros":"2024-01-02T03:04:05.678901Z",' +
        '"local_millis":"2024-01-02T03:04:05.000000Z","local_micros":"2024-01-02T03:04:05.678901Z","decimal":12.30,' +
        '"small":0.000000000,"exact":10000000000000000000000000000000000000,' +
        '"uuid":"00000000-0000-0000-0000-000000000000",',
    );
  });

  test("has objects and arrays that are described as far as its schema does", async () => {
    put("a.avro", "nested");
    const config = configFor(store(), avro);
    const { catalog } = await discover({ config });
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      address: { properties: { lines: { items: { type: ["null", "string"] } }, since: { format: "date" } } },
      orders: { items: { properties: { at: { format: "date-time" }, price: { type: ["null", "number"] } } } },
      tags: { type: ["null", "object"] },
    });
    const { stdout } = await spawnTap({ config });
    expect(stdout).toContain(
      '{"id":0,"address":{"city":"city 0","lines":["a","b"],"since":"2024-01-02"},' +
        '"orders":[{"at":"2024-01-02T00:00:00.000000Z","price":1.50,"paid":true}],"tags":{"a":0,"b":2},',
    );
  });

  test("is known by its first bytes, and read as the table says whatever its name", async () => {
    put("a.dat", "zstandard");
    const named = configFor(store(), table({ search_pattern: "a\\.dat", format: "avro" }));
    expect((await runTap({ config: named })).records).toHaveLength(200);
    put("b.csv", "snappy");
    expect((await runTap({ config: configFor(store()) })).records).toHaveLength(200);
  });

  test("goes on behind the last checkpoint by counting", async () => {
    const row = (id: number): object => ({ id, text: "x".repeat(400) });
    const blocks = Array.from({ length: 20 }, (_, block) => ids(100 * block, 100 * block + 100).map(row));
    store().put(bucketName, "a.avro", avroFile(record({ id: "int", text: "string" }), blocks, { codec: "deflate" }));
    const config = configFor(store(), { ...avro, checkpoint_records: 250 });
    const first = await runTap({ config });
    const states = first.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
    expect(states.length).toBeGreaterThan(3);
    for (const state of states) {
      const end = first.messages.findIndex((m) => m.type === "STATE" && m.value === state);
      const before = first.messages.slice(0, end).filter(({ type }) => type === "RECORD").length;
      const { records } = await runTap({ config, state });
      expect(records.map(({ id }) => id)).toEqual(ids(before, 2000));
    }
  });

  test("is streamed out of a zip archive and of gzip", async () => {
    store().put(bucketName, "a.zip", zipOf([{ name: "d/a.avro", text: fixture("deflate") }]));
    const { records, complaints } = await runTap({ config: configFor(store(), table({ search_pattern: "\\.zip$" })) });
    expect(complaints).toEqual([]);
    expect(records).toHaveLength(200);
    expect(records[199]).toMatchObject({ id: 199, _sdc_source_file: "a.zip/d/a.avro", _sdc_source_lineno: 200 });
  });

  test("is checked", async () => {
    put("a.avro", "snappy");
    const { stdout, code } = await spawnTap({ config: configFor(store(), avro), args: ["--check"] });
    expect(stdout).toContain("  format   Avro, snappy");
    expect(stdout).toContain("  columns  id (integer), name (string)\n");
    expect(code).toBe(0);
  });

  test("of other types is text where its files do not agree, and number where they are numbers", async () => {
    const file = (type: unknown, value: unknown): Buffer =>
      avroFile(record({ id: "int", a: type }), [[{ id: 1, a: value }]]);
    store().put(bucketName, "a.avro", file("int", 5));
    store().put(bucketName, "b.avro", file("double", 0.5));
    const config = configFor(store(), avro);
    expect((await discover({ config })).catalog?.streams[0]?.schema.properties["a"]).toEqual({
      type: ["null", "number"],
    });
    store().put(bucketName, "c.avro", file("boolean", true));
    const { catalog, stderr } = await discover({ config });
    expect(catalog?.streams[0]?.schema.properties["a"]).toEqual({ type: ["null", "string"] });
    expect(stderr).toMatch(/The files of table .* give different types to \\"a\\"/);
  });

  test("keeps what does not fit: beside the record, or in the stream of rejects", async () => {
    const rows = [
      { id: 1, a: 0.5 },
      { id: 2, a: Number.NaN },
      { id: null, a: 1 },
    ].map(({ id, a }) => ({
      id: id === null ? null : { int: id },
      a,
    }));
    store().put(bucketName, "a.avro", avroFile(record({ id: ["null", "int"], a: "double" }), [rows]));
    const beside = await runTap({ config: configFor(store(), table({ search_pattern: "avro$" })) });
    expect(beside.records).toMatchObject([{ id: 1, a: 0.5 }, { id: 2, a: null, _sdc_extra: [{ a: "NaN" }] }, { a: 1 }]);
    const config = configFor(store(), { tables: [{ ...avro.tables[0], reject_stream: true }] });
    const { messages, code } = await runTap({ config });
    expect(code).toBe(0);
    const of = (stream: string): object[] =>
      messages.flatMap((one) => (one.type === "RECORD" && one.stream === stream ? [one.record] : []));
    expect(of("t")).toMatchObject([{ id: 1 }, { id: 2, a: null }]);
    expect(of("t_rejects")).toMatchObject([
      { line: 2, column: "a", rejected: "value", raw_text: "NaN", byte_offset: null },
      { line: 3, column: "id", rejected: "row", raw_text: '{"id":null,"a":1}' },
    ]);
  });

  test("gives the columns that are selected, and unknown ones where they go", async () => {
    put("a.avro", "nested");
    const { streams } = catalogFor(["id", "address"], ["id"]);
    const { records } = await runTap({ config: configFor(store(), avro), catalog: { streams } });
    expect(records[0]).toEqual({
      id: "0",
      address: '{"city":"city 0","lines":["a","b"],"since":"2024-01-02"}',
      _sdc_source_file: "a.avro",
      _sdc_source_lineno: 1,
    });
  });

  test("that is broken ends in one sentence, and the other files are read", async () => {
    put("a.avro", "deflate");
    const broken = brokenAvroFiles.filter(([, file]) => file.length > 0);
    for (const [index, [, file]] of broken.entries()) store().put(bucketName, `b${index}.avro`, file);
    const tables = broken.map((_, index) => ({ table_name: `t${index}`, search_pattern: `^(a|b${index}).avro$` }));
    const { code, messages, log } = await runTap({ config: configFor(store(), { tables }) });
    expect(code).toBe(4);
    for (const [index, [, , says]] of broken.entries()) {
      const read = messages.flatMap((one) => (one.type === "RECORD" && one.stream === `t${index}` ? [one.record] : []));
      expect(read.filter(({ _sdc_source_file: file }) => file === "a.avro")).toHaveLength(200);
      const sentences = log.filter(({ level, key }) => level === "error" && key === `b${index}.avro`);
      expect(sentences).toHaveLength(1);
      // Behind the name of the file the sentence goes on.
      expect(sentences[0]?.msg).toMatch(new RegExp(says.source.replace("^", `^Cannot read "b${index}\\.avro": `), "i"));
    }
  });
});
