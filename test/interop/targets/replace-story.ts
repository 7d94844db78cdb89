import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { startStore } from "../../../local-aws/store/store.ts";
import { bucketName, configFor } from "../../support/bucket.ts";
import { installPython } from "../programs/python-program.ts";
import { pipe } from "./pipe.ts";
import type { Target } from "./target.ts";

/** With a key, and without one. */
const tables = [
  { table_name: "prices", search_pattern: ".", replace: true, key_properties: ["id"] },
  { table_name: "price_list", search_pattern: ".", replace: true },
];

/** A file of prices that is replaced: the second lacks a row of the first, and has a new one. */
export async function tellReplaceStory(target: Target): Promise<void> {
  const bin = await installPython(target);
  const store = await startStore();
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-target-"));
  const configFile = join(folder, "target-config.json");
  // A target that cannot do without keys gets the table that has one.
  const loaded = target.knowsKeys ? tables : tables.slice(1);
  try {
    store.createBucket(bucketName);
    await writeFile(configFile, JSON.stringify({ ...target.config(folder), ...target.versions }));
    const load = async (text: string, hour: number, state: object | null): Promise<object | null> => {
      store.put(bucketName, `prices-${hour}.csv`, text, { lastModified: new Date(Date.UTC(2026, 0, 1, hour)) });
      const input = { config: configFor(store, { tables: loaded }), ...(state && { state }) };
      const command = [join(bin, target.command), "--config", configFile, ...(target.args?.(folder) ?? [])];
      const run = await pipe(input, command, folder);
      expect({ tap: run.tapCode, target: run.targetCode }, `${run.tapLog}${run.stderr}`).toEqual({ tap: 0, target: 0 });
      return run.state;
    };
    const idsOf = async (stream: string): Promise<readonly string[]> =>
      (await target.rows(stream, folder, bin)).map(({ id }) => String(id)).sort();
    const state = await load("id,price\n1,10\n2,20\n", 1, null);
    for (const { table_name: name } of loaded) expect(await idsOf(name)).toEqual(["1", "2"]);
    await load("id,price\n2,25\n3,30\n", 2, state);
    for (const { table_name: name, key_properties: keys } of loaded) {
      const kept = keys === undefined ? ["1", "2", "2", "3"] : ["1", "2", "3"];
      expect(await idsOf(name)).toEqual(target.versions === undefined ? kept : ["2", "3"]);
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
