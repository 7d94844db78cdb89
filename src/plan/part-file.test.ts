import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPart, writePart } from "./part-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parts-"));
});
afterAll(async () => rm(folder, { recursive: true }));

const names = ["plain.csv", "ümlaut/日本.csv", 'quotes".csv', "lone\uD800.csv", "two\nlines.csv", "\u{1F600}.csv"];
const objects = Array.from({ length: 20_000 }, (_, index) => ({
  key: `${index}-${names[index % names.length]}`,
  size: index * 1e9,
  lastModified: new Date(1_700_000_000_000 + index * 1001),
  etag: `"${index}"`,
}));
const tables = [
  { table: "t", objects },
  { table: "table\nof two lines", objects: objects.slice(0, 3) },
];

test.each(["part.jsonl", "part.jsonl.gz"])(
  "what is written to %s is read again, whatever the keys are",
  async (name) => {
    const path = join(folder, name);
    const sha256 = await writePart(path, tables);
    expect(await readPart(path, sha256)).toEqual(new Map(tables.map((each) => [each.table, each.objects])));
    expect(await readPart(path, sha256.replace(/^./, "x"))).toBeNull();
  },
);

test("a part whose name says so is packed", async () => {
  const [plain, packed] = await Promise.all(["part.jsonl", "part.jsonl.gz"].map((name) => stat(join(folder, name))));
  expect(packed?.size).toBeLessThan((plain?.size ?? 0) / 3);
});
