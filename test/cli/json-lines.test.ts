import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();
const lines = table({ search_pattern: "\\.jsonl$" });

describe("JSON Lines", () => {
  test("have the columns that any of their objects has, as text", async () => {
    store().put(bucketName, "a.jsonl", '{"id":1}\n{"id":2,"tags":["x", 1.50]}\n');
    const config = configFor(store(), lines);
    const { catalog, log } = await discover({ config });
    expect(log.filter(({ level }) => level !== "info")).toEqual([]);
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      id: { type: ["null", "string"] },
      tags: { type: ["null", "string"] },
    });
    const { records, complaints } = await runTap({ config });
    expect(complaints).toEqual([]);
    expect(records).toMatchObject([{ id: "1" }, { id: "2", tags: '["x", 1.50]' }]);
  });

  test("have the types of their values where they are sampled", async () => {
    const object = '{"i":1,"d":1.5,"b":true,"s":"007","at":"2024-01-31T10:00:00Z","o":{"p":[1, 2.50]},"n":null}\n';
    store().put(bucketName, "a.jsonl", object);
    const config = configFor(store(), table({ search_pattern: "\\.jsonl$", schema_inference: "sample" }));
    const { catalog } = await discover({ config });
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      i: { type: ["null", "integer"] },
      d: { type: ["null", "number"] },
      b: { type: ["null", "boolean"] },
      s: { type: ["null", "string"] },
      at: { type: ["null", "string"], format: "date-time" },
      o: { type: ["null", "object"] },
      n: { type: ["null", "string"] },
    });
    const { stdout } = await runTap({ config });
    expect(stdout).toContain(
      '"record":{"i":1,"d":1.5,"b":true,"s":"007","at":"2024-01-31T10:00:00.000000Z","o":{"p":[1, 2.50]},"n":null,',
    );
  });

  test("go on behind the last checkpoint", async () => {
    store().put(bucketName, "a.jsonl", '{"id":1}\n{"id":2}\n\n{"id":3}\n{"id":\n');
    const config = configFor(store(), { ...lines, checkpoint_records: 1 });
    const first = await runTap({ config });
    expect(first.records.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(first.code).toBe(4);
    const second = await runTap({ config, state: first.state });
    expect(second.records).toEqual([]);
    expect(second.complaints).toEqual(first.complaints);
  });

  test("are read as such whatever their name, if the table says so", async () => {
    store().put(bucketName, "a.dat", '{"id":1}\n');
    const config = configFor(store(), table({ search_pattern: "a\\.dat", format: "jsonl" }));
    expect((await runTap({ config })).records).toMatchObject([{ id: "1", _sdc_source_lineno: 1 }]);
  });

  test("are checked", async () => {
    store().put(bucketName, "a.jsonl", '{"id":1}\n{"name":"x"}\n');
    const { code, stdout } = await spawnTap({ config: configFor(store(), lines), args: ["--check"] });
    expect(code).toBe(0);
    expect(stdout).toMatch(/columns +id, name/);
  });

  test("never show their values in the log", async () => {
    store().put(bucketName, "a.jsonl", '{"id":1,"card":"4111-1111"}\n{"id":"secret-value","card":"4222-2222"}\n');
    const properties = { id: { type: ["null", "integer"] } };
    const catalog = {
      streams: [
        { tap_stream_id: "t", schema: { properties }, metadata: [{ breadcrumb: [], metadata: { selected: true } }] },
      ],
    };
    const run = await runTap({ config: configFor(store(), lines), catalog });
    expect(run.complaints.length).toBeGreaterThan(0);
    expect(run.stderr).not.toMatch(/4111|4222|secret-value/);
  });
});
