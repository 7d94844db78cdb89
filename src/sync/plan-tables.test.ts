import { expect, test } from "vitest";
import { denyingStore } from "../../test/support/denying-store.ts";
import { parseConfig } from "../config/parse-config.ts";
import { TablePlans } from "./plan-tables.ts";

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
