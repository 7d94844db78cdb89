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

async function catalogOf(settings: Readonly<Record<string, unknown>>): Promise<object> {
  const { catalog } = await discover({ config: configFor(store(), table(settings)) });
  if (catalog === null) throw new Error("nothing was discovered");
  return catalog;
}
