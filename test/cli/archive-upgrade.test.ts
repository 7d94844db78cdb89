import { expect, test } from "vitest";
import { gzipSync } from "node:zlib";
import { avroFile } from "../support/avro-file.ts";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const lastModified = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

/** Runs on from a state of version 1 that says that three records of this object were read. */
async function goOn(key: string, body: Buffer): Promise<readonly unknown[]> {
  store().put(bucketName, key, body, { lastModified });
  const etag = `"${store().etag(bucketName, key)}"`;
  // As the first version wrote it, which knew CSV and JSON Lines, for a table of which nothing is set.
  const part = { key, etag, lm: lastModified.toISOString(), cfg: "9a282d", records: 3, line: 5, byte: 0 };
  const _files = { v: 1, for: null, floor: null, seen: [], part, parts: [] };
  const run = await runTap({
    config: configFor(store(), table({ search_pattern: "data" })),
    catalog: catalogFor(["id"]),
    state: { bookmarks: { t: { modified_since: null, _files } } },
  });
  expect(run.complaints).toEqual([]);
  return run.records.map(({ id }) => id);
}

test("An archive that was half read when a version knew fewer formats is read from its beginning", async () => {
  const schema = { type: "record", name: "r", fields: [{ name: "id", type: "string" }] };
  // The three records were those of a.csv and the first of c.csv: counted from the beginning they are others now.
  const archive = zipOf([
    { name: "a.csv", text: Buffer.from("id\na1\na2\n") },
    { name: "b.avro", text: avroFile(schema, [[{ id: "b1" }, { id: "b2" }]]) },
    { name: "c.csv", text: Buffer.from("id\nc1\nc2\n") },
  ]);
  expect(await goOn("data.zip", archive)).toEqual(["a1", "a2", "b1", "b2", "c1", "c2"]);
});

test("A packed file that was half read by such a version is gone on with", async () => {
  expect(await goOn("data.csv.gz", gzipSync("id\na1\na2\na3\na4\n"))).toEqual(["a4"]);
});
