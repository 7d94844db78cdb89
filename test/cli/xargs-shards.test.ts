import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap } from "../support/run-tap.ts";
import { ShardFolder } from "../support/shard-folder.ts";
import { differences, load } from "../support/tiny-target.ts";

const store = useStore();
const example = fileURLToPath(new URL("../../examples/xargs/run.sh", import.meta.url));
const catalog = catalogFor(["id", "text"]);

function fill(files: number, rows: number): void {
  const now = Date.now();
  for (let file = 0; file < files; file++) {
    const lastModified = new Date(now - (100 + file) * 3_600_000);
    store().put(bucketName, `${file}.csv`, Buffer.from(noisyCsv(rows, file)), { lastModified });
  }
}

async function run(folder: ShardFolder, shards: number): Promise<number> {
  const args = [folder.path, String(shards), String(shards)];
  try {
    await promisify(execFile)(example, args, { env: folder.environment() });
    return 0;
  } catch (error) {
    return Object(error).code;
  }
}

test(
  "eight shards under xargs, some of them killed, and three that read the rest load what one run loads, once",
  { timeout: 120_000 },
  async () => {
    fill(40, 600);
    const config = configFor(store(), { checkpoint_records: 200 });
    const single = await runTap({ config, catalog });
    const expected = load(single.stdout, { bookmarks: {} }).committed;
    const folder = await ShardFolder.make(config, catalog);
    try {
      await folder.befall([
        { of: `*"--shard 2/8"*`, script: `cut_after 150000 "$@"; exit 137` },
        { of: `*"--shard 5/8"*`, script: `cut_after 90000 "$@"; exit 137` },
        { of: `*"--shard 6/8"*`, script: "kill -9 $$" },
      ]);
      expect(await run(folder, 8)).toBe(123);
      const first = await folder.loaded();
      expect(first.length).toBeGreaterThan(expected.length / 2);
      expect(first.length).toBeLessThan(expected.length);
      expect(new Set(first).size).toBe(first.length);

      await folder.befall([]);
      expect(await run(folder, 3)).toBe(0);
      expect(differences(expected, await folder.loaded())).toEqual({ missing: 0, repeated: 0, such: [] });
      const { records, state } = await runTap({ config, catalog, state: await folder.state() });
      expect(records).toEqual([]);
      const [one, many] = [single.state, state].map(({ bookmarks }) => Object(bookmarks["t"]).modified_since);
      expect(many).toBe(one);
    } finally {
      await folder.remove();
    }
  },
);

test("a run that was killed before its merge is merged by the next", { timeout: 60_000 }, async () => {
  fill(6, 5);
  const config = configFor(store());
  const expected = load((await runTap({ config, catalog })).stdout, { bookmarks: {} }).committed;
  const folder = await ShardFolder.make(config, catalog);
  try {
    // The merge is killed, and with it the run, by `set -e`.
    await folder.befall([
      { of: `*--merge-states*`, script: "kill -9 $$" },
      { of: `*"--shard 1/2"*`, script: "exit 1" },
    ]);
    expect(await run(folder, 2)).toBe(137);
    await folder.befall([]);
    expect(await run(folder, 2)).toBe(0);
    expect(differences(expected, await folder.loaded())).toEqual({ missing: 0, repeated: 0, such: [] });
  } finally {
    await folder.remove();
  }
});
