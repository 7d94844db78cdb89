import { expect, test } from "vitest";
import { denyingStore } from "../../test/support/denying-store.ts";
import { parseConfig } from "../config/parse-config.ts";
import { TableSamples } from "./table-samples.ts";

test("Where the listing of the whole is denied behind its first page, a table is sampled from its own part, once", async () => {
  const tables = [
    { table_name: "all", search_pattern: "csv$" },
    { table_name: "shop", search_prefix: "shop/", search_pattern: "csv$" },
  ];
  const { config } = parseConfig([{ bucket: "lake", tables }]);
  const samples = new TableSamples(config.tables, config, denyingStore(["shop/a.csv", "shop/b.csv"]));
  await expect(samples.sampleOf("all")).rejects.toThrow("Not allowed to list the rest");
  const { survey, objects } = await samples.sampleOf("shop");
  expect(objects.map(({ key }) => key)).toEqual(["shop/a.csv", "shop/b.csv"]);
  expect(survey.matching).toBe(2);
});
