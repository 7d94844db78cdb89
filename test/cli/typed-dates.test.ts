import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { avroFile } from "../support/avro-file.ts";
import { record } from "../support/avro-schemas.ts";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { parquetFixture } from "../support/parquet-rows.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();

test.each([
  ["Avro", "a.avro", readFileSync(new URL("../fixtures/avro/types.avro", import.meta.url)), "2024-01-02"],
  ["Parquet", "a.parquet", parquetFixture("types"), "20"],
])("dates that %s itself has typed are what they are whatever date_format says", async (_, key, bytes, date) => {
  store().put(bucketName, key, bytes);
  const plain = await runTap({ config: configFor(store(), table({ search_pattern: "." })) });
  expect(JSON.stringify(plain.records)).toContain(date);
  for (const date_format of ["YYYY-DD-MM", "YYYY/DD/MM", "DD/MM/YYYY"]) {
    const told = await runTap({ config: configFor(store(), table({ search_pattern: ".", date_format })) });
    expect(told.records).toEqual(plain.records);
  }
});

test("texts of Avro are read by date_format, as those of every format", async () => {
  const schema = record({ day: "string", own: { type: "int", logicalType: "date" } });
  store().put(bucketName, "a.avro", avroFile(schema, [[{ day: "2024-02-01", own: 19_724 }]]));
  const settings = { search_pattern: ".", date_format: "YYYY-DD-MM", columns: { day: "date" } };
  const { records } = await runTap({ config: configFor(store(), table(settings)) });
  expect(records).toMatchObject([{ day: "2024-01-02", own: "2024-01-02" }]);
});
