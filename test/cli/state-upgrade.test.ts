import { expect, test } from "vitest";
import { gzipSync } from "node:zlib";
import { avroFile } from "../support/avro-file.ts";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const lastModified = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

/** Runs on from a state of version 1 that says that three records of this object were read. */
async function goOn(key: string, body: Buffer, byte = 0): Promise<readonly unknown[]> {
  store().put(bucketName, key, body, { lastModified });
  const etag = `"${store().etag(bucketName, key)}"`;
  // As the first version wrote it, which knew CSV and JSON Lines, for a table of which nothing is set.
  const part = { key, etag, lm: lastModified.toISOString(), cfg: "9a282d", records: 3, line: 5, byte };
  const _files = { v: 1, for: null, floor: null, seen: [], part, parts: [] };
  const run = await runTap({
    config: configFor(store(), table({ search_pattern: "data" })),
    catalog: catalogFor(["id"]),
    state: { bookmarks: { t: { modified_since: null, _files } } },
  });
  expect(run.code).toBe(0);
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

test("An archive of which an earlier version has skipped files counts as read, until modified_since is set back", async () => {
  const schema = { type: "record", name: "r", fields: [{ name: "id", type: "string" }] };
  const archive = zipOf([
    { name: "a.csv", text: Buffer.from("id\na1\n") },
    { name: "b.avro", text: avroFile(schema, [[{ id: "b1" }]]) },
  ]);
  store().put(bucketName, "data.zip", archive, { lastModified });
  const upgraded = async (modified_since: string): Promise<readonly unknown[]> => {
    // What was read of it is stamped at the bookmark.
    const stamp = lastModified.toISOString().replace(".000Z", "+00:00");
    const _files = { v: 1, for: stamp, floor: lastModified.toISOString(), seen: [], part: null, parts: [] };
    const run = await runTap({
      config: configFor(store(), table({ search_pattern: "data" })),
      catalog: catalogFor(["id"]),
      state: { bookmarks: { t: { modified_since, _files } } },
    });
    return run.records.map(({ id }) => id);
  };
  expect(await upgraded(lastModified.toISOString().replace(".000Z", "+00:00"))).toEqual([]);
  expect(await upgraded("2020-01-01T00:00:00+00:00")).toEqual(["a1", "b1"]);
});

const ids = "id\na1\na2\na3\na4\n";

test.for<readonly [what: string, key: string, body: Buffer, letter: string]>([
  // Of its three records one was the header, because the line above it was taken for one.
  ["with a line that tells the delimiter", "data.csv", Buffer.from(`sep=;\n${ids}`), "a"],
  // Its rows ended elsewhere as long as every second byte was left out.
  ["in UTF-16 without a mark", "data.csv", Buffer.from(ids.replaceAll("a", "Њ"), "utf16le"), "Њ"],
  ["that is packed", "data.csv.gz", gzipSync(ids), "a"],
])(
  "A file %s, of which such a version knows only how many records it has read, is read from its beginning",
  async ([, key, body, letter]) => {
    expect(await goOn(key, body)).toEqual([1, 2, 3, 4].map((n) => `${letter}${n}`));
  },
);

test("A file that such a version has left at a byte is gone on with there", async () => {
  expect(await goOn("data.csv", Buffer.from("id\na1\na2\na3\na4\n"), 12)).toEqual(["a4"]);
  expect(await goOn("data.csv", Buffer.from("sep=;\nid\na1\na2\na3\na4\n"), 18)).toEqual(["a4"]);
});
