import { expect, test } from "vitest";
import { denyingStore } from "../../test/support/denying-store.ts";
import { parseConfig } from "../config/parse-config.ts";
import { IdSet } from "../bookmark/id-set.ts";
import { scopeOf } from "../table/table-scope.ts";
import { TablePlans } from "./table-plans.ts";

test("Where the listing of the whole is denied behind its first page, a table is planned from its own part alone", async () => {
  const tables = [
    { table_name: "all", search_pattern: "csv$" },
    { table_name: "shop", search_prefix: "shop/", search_pattern: "csv$" },
  ];
  const { config } = parseConfig([{ bucket: "lake", tables }]);
  // What an earlier run has read of it.
  const stored = { modifiedSince: Date.parse("2026-02-01T00:00:00Z"), files: null };
  const store = denyingStore(["shop/a.csv", "shop/b.csv"]);
  const selected = config.tables.map((table) => ({ table, stored }));
  const plans = new TablePlans(selected, { config, store, shard: null, warn: () => undefined });
  await expect(plans.planOf("all")).rejects.toThrow("Not allowed to list the rest");
  const { plan, survey, known } = await plans.planOf("shop");
  expect([plan?.due.length, survey.matching, known]).toEqual([0, 2, 2]);
});

test("Where what was listed before the table's settings were changed must not be listed, the table is planned from its own part", async () => {
  const shop = { table_name: "shop", search_prefix: "shop/", search_pattern: "csv$" };
  const { config } = parseConfig([{ bucket: "lake", tables: [shop] }]);
  const [table] = config.tables;
  if (table === undefined) throw new Error("the config has one table");
  const below = new IdSet(0);
  below.add({ high: 1, low: 1 });
  const floor = Date.parse("2026-02-01T00:00:00Z");
  const scope = scopeOf({ ...table, searchPrefix: "" }, config);
  const files = { version: 2, scope, floor, seen: [], below, parts: [], earlier: [] } as const;
  const store = denyingStore(["other.csv", "shop/a.csv"]);
  const selected = [{ table, stored: { modifiedSince: floor, files } }];
  const shard = { index: 0, of: 1 };
  const plans = new TablePlans(selected, { config, store, shard, warn: () => undefined });
  const { plan, survey } = await plans.planOf("shop");
  expect([plan?.due.length, survey.matching]).toEqual([0, 1]);
  // It still reads its own shard alone.
  expect(plan?.options.isOwn).toBeDefined();
});
