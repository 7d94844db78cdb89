import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();

const utf16 = (value: object): Buffer => Buffer.from(`\ufeff${JSON.stringify(value)}`, "utf16le");
const state = { bookmarks: { t: { modified_since: "2026-01-01T00:00:00+00:00" } } };

describe("Config, catalog and state as a shell or an editor of Windows writes them", () => {
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["UTF-16, as PowerShell's > has it", (bytes) => bytes],
    ["UTF-16 the other way round", (bytes) => Buffer.from(bytes).swap16()],
  ])("are read in %s", async (_, written) => {
    store().put(bucketName, "é.csv", "id\n1\n", { lastModified: new Date("2025-01-01T00:00:00Z") });
    store().put(bucketName, "é2.csv", "id\n2\n", { lastModified: new Date("2026-02-01T00:00:00Z") });
    const config = written(utf16(configFor(store(), table({ search_pattern: "^é" }))));
    const catalog = written(utf16(catalogFor(["id"])));
    const run = await runTap({ config, catalog, state: written(utf16(state)) });
    expect(run.records).toMatchObject([{ id: "2" }]);
    expect(run.complaints).toEqual([]);
  });

  test.each(["config", "catalog"] as const)("are refused where the bytes are not text: a %s", async (what) => {
    store().put(bucketName, "a.csv", "é\n1\n");
    const files = { config: configFor(store(), table({ key_properties: ["é"] })), catalog: catalogFor(["é"]) };
    const run = await runTap({ ...files, [what]: Buffer.from(JSON.stringify(files[what]), "latin1") });
    expect(run.complaints.join()).toMatch(
      new RegExp(`^The ${what} file ".*" cannot be read: it is not written in UTF-8; save it as UTF-8$`),
    );
    expect(run.code).toBe(2);
  });
});

test("Of states line by line, one that was cut in the middle of a character does not count", async () => {
  store().put(bucketName, "é.csv", "id\n1\n", { lastModified: new Date("2025-01-01T00:00:00Z") });
  const lines = Buffer.from(`${JSON.stringify(state)}\n{"bookmarks":{"é`);
  const run = await runTap({ config: configFor(store()), catalog: catalogFor(["id"]), state: lines.subarray(0, -1) });
  expect([run.code, run.records]).toEqual([0, []]);
});
