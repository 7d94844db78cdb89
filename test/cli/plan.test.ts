import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import type { StateValue } from "../support/messages.ts";
import { idsOf, PlanFolder } from "../support/plan-folder.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap, type TapRun } from "../support/run-tap.ts";
import { ShardFolder } from "../support/shard-folder.ts";
import { differences, load } from "../support/tiny-target.ts";

const store = useStore();
const plans = new PlanFolder(store);
const timeout = 120_000;
const hourMs = 3_600_000;

function bookmarkOf(state: StateValue): object {
  const { shards: _, ...files } = Object(state.bookmarks["t"])._files;
  return { ...Object(state.bookmarks["t"]), _files: files };
}

function requestsFor(...operations: readonly string[]): number {
  return store().requests.filter(({ operation }) => operations.includes(operation)).length;
}

test("the shards of a plan read each file once, and their merged state is that of one run", { timeout }, async () => {
  plans.fill(0, 20);
  const single = await plans.runOnce();
  const made = await plans.plan(4);
  expect(made.complaints).toEqual([]);
  expect(made.text).toMatch(
    /^20 files of \d+ B in 4 parts in ".*"; the largest has \d+ B in 5 files, 1\.\d\d of the mean\n$/,
  );
  const runs: TapRun[] = [];
  for (const shard of ["0", "1/4", "2"]) runs.push(await plans.runShard(shard));
  runs.push(await plans.runShard("auto", { env: { AWS_BATCH_JOB_ARRAY_INDEX: "3" } }));
  expect(runs.map(({ records }) => records.length)).toEqual([5, 5, 5, 5]);
  expect(idsOf(runs)).toEqual(Array.from({ length: 20 }, (_, id) => id));
  const merged = await plans.merge(
    null,
    runs.map(({ state }) => state),
  );
  expect(bookmarkOf(merged)).toEqual(bookmarkOf(single.state));
  expect((await plans.runOnce(merged)).records).toEqual([]);
  plans.fill(20, 23);
  plans.renew();
  expect((await plans.plan(2, { state: merged })).text).toMatch(/^3 files /);
  const later = [await plans.runShard("0", { state: merged }), await plans.runShard("1", { state: merged })];
  expect(idsOf(later)).toEqual([20, 21, 22]);
});

test("no shard of a plan lists: of how many parts it is makes no difference", { timeout }, async () => {
  plans.fill(0, 16);
  const lists = new Map<number, number>();
  for (const shards of [1, 3, 64]) {
    store().resetRequests();
    plans.renew();
    await plans.plan(shards);
    for (let shard = 0; shard < Math.min(shards, 3); shard++) await plans.runShard(String(shard));
    lists.set(shards, requestsFor("ListObjectsV2", "ListMultipartUploads"));
  }
  expect([...lists]).toEqual([
    [1, 2],
    [3, 2],
    [64, 2],
  ]);
});

test("what has changed since the plan is read as it is now; what is gone or new is left", { timeout }, async () => {
  plans.fill(0, 6);
  await plans.plan(2);
  store().put(bucketName, "f1.csv", "id\n100\n");
  store().put(bucketName, "f9.csv", "id\n9\n");
  store().remove(bucketName, "f2.csv");
  const runs = [await plans.runShard("0"), await plans.runShard("1")];
  expect(idsOf(runs)).toEqual([0, 3, 4, 5, 100]);
  // Begun again with its own state, a shard knows that it has read what is there in place of what was planned.
  for (const [index, { state }] of runs.entries()) {
    const again = await plans.runShard(String(index), { state });
    expect(again.records).toEqual([]);
  }
  const merged = await plans.merge(
    null,
    runs.map(({ state }) => state),
  );
  expect(idsOf([await plans.runOnce(merged)])).toEqual([9]);
});

test(
  "eight shards of a plan, some of them killed, and three of another that read the rest load what one run loads, once",
  { timeout },
  async () => {
    const now = Date.now();
    for (let file = 0; file < 40; file++) {
      const lastModified = new Date(now - (100 + file) * hourMs);
      store().put(bucketName, `${file}.csv`, Buffer.from(noisyCsv(600, file)), { lastModified });
    }
    const config = configFor(store(), { checkpoint_records: 200 });
    const catalog = catalogFor(["id", "text"]);
    const single = await runTap({ config, catalog });
    const expected = load(single.stdout, { bookmarks: {} }).committed;
    const work = await ShardFolder.make(config, catalog);
    const run = async (shards: number, base: string): Promise<void> => {
      const state = base === "none" ? "" : `--state ${base}`;
      const script = `
        tap-s3-csv --config config.json ${state} --plan ${shards} --out plan-${shards} || exit 1
        seq 0 ${shards - 1} | xargs -P 8 -I {} sh -c '
          tap-s3-csv --config config.json --catalog catalog.json ${state} --shard {}/${shards} --plan-dir plan-${shards} \
            | target > states-${shards}-{}.jsonl'
        tap-s3-csv --merge-states ${base} $(find . -name "states-${shards}-*.jsonl" -size +0) > merged.json &&
          mv merged.json state.json`;
      await promisify(execFile)("bash", ["-c", script], { cwd: work.path, env: work.environment() });
    };
    try {
      await work.befall([
        { of: `*"--shard 2/8"*`, script: `cut_after 150000 "$@"; exit 137` },
        { of: `*"--shard 5/8"*`, script: `cut_after 90000 "$@"; exit 137` },
        { of: `*"--shard 6/8"*`, script: "kill -9 $$" },
      ]);
      await run(8, "none");
      const first = await work.loaded();
      expect(first.length).toBeGreaterThan(expected.length / 2);
      expect(first.length).toBeLessThan(expected.length);

      await work.befall([]);
      await run(3, "state.json");
      expect(differences(expected, await work.loaded())).toEqual({ missing: 0, repeated: 0, such: [] });
      const merged = await work.state();
      const [one, many] = [single.state, merged].map(({ bookmarks }) => Object(bookmarks["t"]).modified_since);
      expect(many).toBe(one);
      expect((await runTap({ config, catalog, state: merged })).records).toEqual([]);
    } finally {
      await work.remove();
    }
  },
);
