import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { idsOf, Lake, others, summaryOf } from "../support/lake.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(async () => store.close());

describe("on_bad_file: skip", () => {
  const settings = { on_bad_file: "skip" };

  test.concurrent(
    "passes over for good what cannot be read, and counts it",
    { timeout: 120_000 },
    async ({ expect }) => {
      const lake = new Lake(store, "skipped");
      lake.put("5", gzipSync("id\n5\n").subarray(0, -9));
      const run = await lake.sync({}, settings);
      expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids: others });
      expect(run.complaints).toEqual([expect.stringMatching(/skipped for good/)]);
      expect(summaryOf(run)).toMatchObject({ files: 9, skipped: { unreadable: 1 }, failed: 0 });
      const next = await lake.sync(run.state, settings);
      expect({ code: next.code, ids: idsOf(next), complaints: next.complaints }).toEqual({
        code: 0,
        ids: [],
        complaints: [],
      });
    },
  );

  test.concurrent("is not for bytes that were damaged on their way", { timeout: 120_000 }, async ({ expect }) => {
    const lake = new Lake(store, "damaged");
    lake.put("5", noisyCsv(40_000, 1));
    const flip: FaultRule = { when: { operation: "GetObject", key: "5.csv" }, do: { kind: "flip", at: 400_000 } };
    const run = await lake.syncThrough([flip], { ...settings, checkpoint_records: 1000 });
    expect(run.code).toBe(3);
    expect(run.complaints).toEqual([
      expect.stringMatching(/^Cannot read "5.csv".*do not match its CRC32 checksum/),
      expect.stringMatching(/^"6.csv" no longer has the columns "text"/),
    ]);
    expect(summaryOf(run)).toMatchObject({ files: 9, failed: 1 });
    // What came before the damage was found may be wrong: all of it is read again.
    const next = await lake.sync(run.state, settings);
    expect({ code: next.code, records: next.records.length }).toEqual({ code: 0, records: 40_000 });
  });

  test.concurrent(
    "is not for packed bytes that were damaged on their way",
    { timeout: 120_000 },
    async ({ expect }) => {
      const lake = new Lake(store, "damaged-gzip");
      const packed = gzipSync(noisyCsv(10_000, 1));
      lake.put("5", packed);
      const rule: FaultRule = {
        when: { operation: "GetObject", key: "5.csv", nth: 1 },
        do: { kind: "flip", at: 100_000 },
      };
      const run = await lake.syncThrough([rule], settings);
      expect(run.code).not.toBe(0);
      expect(summaryOf(run)).toMatchObject({ files: 9, failed: 1 });
    },
  );
});
