import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { discover, runTap } from "../support/run-tap.ts";

const store = useStore();

describe("What the config says and a catalog of before does not have", () => {
  test.each([
    ["a key", { key_properties: ["id"] }, 'the key "id"'],
    ["a type", { columns: { amount: "number" } }, 'the types of "amount"'],
    ["a date-time", { date_overrides: ["day"] }, 'the types of "day"'],
    ["both", { key_properties: "id, day", columns: { id: "integer" } }, 'the key "id", "day" and the types of "id"'],
  ])("is told, for the catalog counts: %s", async (_, settings, what) => {
    store().put(bucketName, "a.csv", "id,amount,day\n1,2.5,2024-01-02\n");
    const catalog = await catalogOf({});
    const run = await runTap({ config: configFor(store(), table(settings)), catalog });
    expect(run.complaints).toEqual([
      `The catalog does not have ${what} that the config sets for table "t"; what the catalog says counts: discover ` +
        "again, or correct one of them",
    ]);
    expect(run.records).toMatchObject([{ id: "1", amount: "2.5", day: "2024-01-02" }]);
    const again = await runTap({ config: configFor(store(), table(settings)), catalog: await catalogOf(settings) });
    expect(again.complaints).toEqual([]);
  });

  test.each([
    ["a key that only the catalog has", { key_properties: ["id"] }, {}],
    ["JSON that is text", { columns: { amount: "string" } }, { columns: { amount: "json" } }],
    ["a column that no file has", { columns: { gone: "number" } }, { columns: { gone: "number" } }],
  ])("is nothing: %s", async (_, before, now) => {
    store().put(bucketName, "a.csv", "id,amount,day\n1,{},2024-01-02\n");
    const run = await runTap({ config: configFor(store(), table(now)), catalog: await catalogOf(before) });
    expect(run.complaints).toEqual([]);
  });
});

describe("Types of the tap's own columns that a catalog cannot have", () => {
  const text = { type: ["null", "string"] };
  const own = { type: ["null", "array"], items: { type: "object", properties: {} } };

  test.each<[string, object]>([
    ["a list of texts, as PipelineWise's tap has it", { _sdc_extra: { type: "array", items: { type: "string" } } }],
    ["text in the place of a list", { _sdc_extra: text }],
    ["a choice of neither", { _sdc_extra: { anyOf: [{ type: "string" }, { type: "null" }] } }],
    ["text in the place of a number", { _sdc_source_lineno: text }],
    ["a number in the place of text", { _sdc_source_file: { type: "integer" } }],
  ])("are announced as they are: %s", async (_, types) => {
    store().put(bucketName, "a.csv", "id\n1,more\n");
    // Each record is held against its SCHEMA.
    const run = await runTap({ config: configFor(store()), catalog: catalogWith(types) });
    expect(run.records).toMatchObject([
      { id: "1", _sdc_extra: [{ no_headers: ["more"] }], _sdc_source_file: "a.csv", _sdc_source_lineno: 2 },
    ]);
    const [name = ""] = Object.keys(types);
    expect(run.complaints).toContain(
      `The catalog has types for "${name}" of stream "t" that the tap's own columns do not have: they are announced as ` +
        "they are; discover again",
    );
  });

  test.each<[string, object]>([
    ["the reference tap's, release 1", { type: "array", items: { anyOf: [{ type: "object" }, { type: "string" }] } }],
    ["anything", {}],
    ["a list of anything", { type: ["null", "array"], items: {} }],
  ])("are left where they will do: %s", async (_, extra) => {
    store().put(bucketName, "a.csv", "id\n1,more\n");
    const run = await runTap({ config: configFor(store()), catalog: catalogWith({ _sdc_extra: extra }) });
    expect(run.messages.find(({ type }) => type === "SCHEMA")).toMatchObject({
      schema: { properties: { _sdc_extra: extra } },
    });
    expect(run.complaints.join()).not.toContain("discover again");
  });

  function catalogWith(types: object): object {
    const properties = {
      id: text,
      _sdc_extra: own,
      _sdc_source_file: text,
      _sdc_source_lineno: { type: "integer" },
      ...types,
    };
    const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
    return { streams: [{ tap_stream_id: "t", stream: "t", schema: { type: "object", properties }, metadata }] };
  }
});

async function catalogOf(settings: Readonly<Record<string, unknown>>): Promise<object> {
  const { catalog } = await discover({ config: configFor(store(), table(settings)) });
  if (catalog === null) throw new Error("nothing was discovered");
  return catalog;
}
