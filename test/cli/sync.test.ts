import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { discover, runTap } from "../support/run-tap.ts";

const store = useStore();

describe("A sync", () => {
  test("writes STATE, SCHEMA, RECORDs and STATE for the files of a table", async () => {
    store().put(bucketName, "a.csv", 'id,name\n1,Ada\n2,"Grace, ""B"""\n');
    const run = await runTap({ config: configFor(store()) });
    expect(run.complaints).toEqual([]);
    expect(run.code).toBe(0);
    expect(run.messages.map(({ type }) => type)).toEqual(["STATE", "SCHEMA", "RECORD", "RECORD", "STATE"]);
    expect(run.records).toEqual([
      { id: "1", name: "Ada", _sdc_source_bucket: bucketName, _sdc_source_file: "a.csv", _sdc_source_lineno: 2 },
      { id: "2", name: 'Grace, "B"', _sdc_source_bucket: bucketName, _sdc_source_file: "a.csv", _sdc_source_lineno: 3 },
    ]);
  });

  test("reads nothing twice, and reads what is new", async () => {
    const config = configFor(store());
    store().put(bucketName, "a.csv", "id\n1\n");
    const first = await runTap({ config });
    const second = await runTap({ config, state: first.state });
    expect(second.records).toEqual([]);
    store().put(bucketName, "b.csv", "id\n2\n");
    const third = await runTap({ config, state: second.state });
    expect(third.records.map(({ id }) => id)).toEqual(["2"]);
  });

  test("reads a catalog that --discover printed", async () => {
    store().put(bucketName, "a.csv", "id,name\n1,x\n");
    const config = configFor(store(), table({ key_properties: ["id"] }));
    const { catalog, code } = await discover({ config });
    expect(code).toBe(0);
    const run = await runTap({ config, catalog: catalog ?? {} });
    expect(run.records).toMatchObject([{ id: "1", name: "x" }]);
  });
});
