import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, test } from "vitest";
import { table } from "../support/bucket.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { idsOf, Lake, others, summaryOf } from "../support/lake.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(async () => store.close());

/** Large enough for several reads, so that it can be replaced in the middle. */
const large = `id\n${Array.from({ length: 100_000 }, (_, index) => `${index}\n`).join("")}`;
/** Something that happens once the listing is done. */
function afterListing(act: () => void): FaultRule {
  return { when: { operation: "ListObjectsV2", nth: 1 }, do: { kind: "hook", after: 0, run: act, ending: "go-on" } };
}

describe("A file that changes behind the listing:", () => {
  test.concurrent("deleted, it is skipped, and its return is read", { timeout: 120_000 }, async ({ expect }) => {
    const lake = new Lake(store, "deleted");
    const run = await lake.syncThrough([afterListing(() => store.remove(lake.name, "5.csv"))]);
    expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids: others });
    expect(run.complaints).toEqual(['"5.csv" was deleted after it was listed']);
    expect(summaryOf(run)).toMatchObject({ files: 9, skipped: { deleted: 1 }, failed: 0 });
    lake.renew("id\n5\n");
    const next = await lake.sync(run.state);
    expect(idsOf(next)).toEqual(["5"]);
  });

  test.concurrent.for([
    ["replaced, its new version is read, once", "id\nnew\n", ["new"]],
    ["replaced by nothing, it is empty", "", []],
  ] as const)("%s", { timeout: 120_000 }, async ([name, body, ids], { expect }) => {
    const lake = new Lake(store, name.replaceAll(/\W+/g, "-"));
    const run = await lake.syncThrough([afterListing(() => lake.renew(body))]);
    expect({ code: run.code, ids: idsOf(run) }).toEqual({
      code: 0,
      ids: [...others.slice(0, 5), ...ids, ...others.slice(5)],
    });
    expect(idsOf(await lake.sync(run.state))).toEqual([]);
  });

  test.concurrent.for([
    ["an older version, which cannot be read, of the newest", { stamp: 2, after: 5, body: 'id\n"' }, 4, 1200],
    ["a new version of the oldest", { stamp: 5, after: 0, body: "id\nnew\n" }, 0, 1201],
  ] as const)(
    "replaced by %s of more than can be held one by one, no other is read again",
    { timeout: 120_000 },
    async ([, { stamp, after, body }, code, records], { expect }) => {
      const lake = new Lake(store, `beside-many-${stamp}`);
      const daysAgo = (days: number): { readonly lastModified: Date } => ({
        lastModified: new Date(Date.now() - days * 24 * 3_600_000),
      });
      for (const id of others) store.remove(lake.name, `${id}.csv`);
      for (let index = 0; index < 1200; index++) lake.put(`of-${index}`, "id\nother\n", daysAgo(3));
      lake.put("5", "id\n5\n", daysAgo(stamp));
      const run = await lake.syncThrough([afterListing(() => lake.put("5", body, daysAgo(after)))]);
      expect({ code: run.code, records: run.records.length }).toEqual({ code, records });
      expect(await lake.sync(run.state)).toMatchObject({ code, records: [] });
      if (code === 0) return;
      lake.renew("id\nhealed\n");
      expect(idsOf(await lake.sync(run.state))).toEqual(["healed"]);
    },
  );

  test.concurrent(
    "replaced by one from before start_date, it is left out until that is set back",
    { timeout: 120_000 },
    async ({ expect }) => {
      const lake = new Lake(store, "before-start");
      const old = new Date(Date.now() - 30 * 24 * 3_600_000);
      const rule = afterListing(() => lake.put("5", "id\nold\n", { lastModified: old }));
      const start_date = new Date(Date.now() - 24 * 3_600_000).toISOString();
      const run = await lake.syncThrough([rule], { start_date });
      expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids: others });
      expect(summaryOf(run)).toMatchObject({ skipped: { "before start_date": 1 } });
      expect(idsOf(await lake.sync(run.state, { start_date }))).toEqual([]);
      expect(idsOf(await lake.sync(run.state))).toEqual(["old"]);
    },
  );

  test.concurrent(
    "a packed file that is replaced by nothing is empty as well",
    { timeout: 120_000 },
    async ({ expect }) => {
      const lake = new Lake(store, "packed");
      store.put(lake.name, "5.csv.gz", gzipSync("id\n5\n"));
      const rule = afterListing(() => store.put(lake.name, "5.csv.gz", ""));
      const run = await lake.syncThrough([rule], table({ search_pattern: "\\.gz$" }));
      expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids: [] });
      expect(summaryOf(run)).toMatchObject({ skipped: { empty: 1 } });
    },
  );

  test.concurrent("replaced while it is read, it keeps its version", { timeout: 120_000 }, async ({ expect }) => {
    const lake = new Lake(store, "replaced-in-reading");
    lake.put("5", large);
    const replace: FaultRule = {
      when: { operation: "GetObject", key: "5.csv", nth: 1 },
      do: { kind: "hook", after: 300_000, run: () => lake.renew("id\nnew\n"), ending: "go-on" },
    };
    const run = await lake.syncThrough([replace]);
    expect({ code: run.code, records: run.records.length }).toEqual({ code: 0, records: 100_009 });
    expect(idsOf(await lake.sync(run.state))).toEqual(["new"]);
  });

  test.concurrent(
    "replaced while it is read over a connection that breaks, its new version is read from the start",
    { timeout: 120_000 },
    async ({ expect }) => {
      const lake = new Lake(store, "replaced-and-cut");
      lake.put("5", large);
      const replace: FaultRule = {
        when: { operation: "GetObject", key: "5.csv", nth: 1 },
        do: { kind: "hook", after: 300_000, run: () => lake.renew("id\nnew\n"), ending: "reset" },
      };
      const run = await lake.syncThrough([replace], { checkpoint_records: 1000 });
      expect(run.code).toBe(0);
      expect(run.complaints.filter((line) => !/trying again/.test(line))).toEqual([expect.stringMatching(/replaced/)]);
      expect(idsOf(run).filter((id) => id === "new")).toHaveLength(1);
      expect(idsOf(await lake.sync(run.state))).toEqual([]);
    },
  );
});
