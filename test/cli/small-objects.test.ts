import { describe, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { parquetFile } from "../support/parquet-file.ts";
import { int64s } from "../support/parquet-values.ts";
import { runTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const catalog = catalogFor(["id"]);

const csv = Buffer.from("id\n1\n");
const root = { name: "schema", type: null, repetition: 0, children: 1 } as const;
const id = { name: "id", type: 2, repetition: 0 } as const;
const chunk = { path: ["id"], type: 2, values: 1, pages: [{ content: int64s(1), values: 1 }] };

/** The objects that were asked for, in that order, each with its range. */
function asked(): readonly string[] {
  return store()
    .requests.filter(({ operation }) => operation === "GetObject")
    .map(({ key, range }) => (range === undefined ? `${key}` : `${key} ${range}`));
}

describe("Small objects come with one request each:", () => {
  test.each([
    ["zip", zipOf([{ name: "a.csv", text: csv }])],
    ["parquet", parquetFile([root, id], [{ rows: 1, chunks: [chunk] }])],
  ])("%s", async (ending, body) => {
    const keys = ["a", "b", "c"].map((name) => `${name}.${ending}`);
    for (const key of keys) store().put(bucketName, key, body);
    const config = configFor(store(), table({ search_pattern: `\\.${ending}$` }));
    const { records, code } = await runTap({ config, catalog });
    expect({ code, ids: records.map(({ id }) => Number(id)) }).toEqual({ code: 0, ids: [1, 1, 1] });
    expect(asked()).toEqual(keys);
  });
});

test("Of a large archive nothing is asked for but what is read of it", async () => {
  const body = zipOf([
    { name: "a.bin", text: randomBytes(400_000) },
    { name: "a.csv", text: csv },
  ]);
  store().put(bucketName, "a.zip", body);
  const { records, code } = await runTap({ config: configFor(store(), table({ search_pattern: "zip" })), catalog });
  expect({ code, records: records.length }).toEqual({ code: 0, records: 1 });
  expect(asked().filter((request) => !request.includes("bytes="))).toEqual([]);
});
