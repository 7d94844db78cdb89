import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { bucketName, catalogFor, configFor } from "../support/bucket.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap } from "../support/run-tap.ts";
import { ShardFolder } from "../support/shard-folder.ts";
import { findPostgres } from "./programs/postgres.ts";
import { hasPython } from "./programs/python-program.ts";
import { hasSlurm, startSlurm, type Slurm } from "./programs/slurm.ts";
import { ShardDatabase } from "./targets/shard-database.ts";

const example = fileURLToPath(new URL("../../examples/slurm/submit.sh", import.meta.url));
const catalog = catalogFor(["id", "text"], ["_sdc_source_file", "_sdc_source_lineno"]);
const bin = findPostgres();

describe.skipIf(!hasPython() || !hasSlurm() || bin === null)(
  "A Slurm job array (skipped without Slurm, python3 or PostgreSQL)",
  () => {
    let database: ShardDatabase;
    let slurm: Slurm;
    let store: Store;
    beforeAll(async () => {
      if (bin === null) return;
      [database, slurm, store] = await Promise.all([ShardDatabase.start(bin), startSlurm(), startStore()]);
      store.createBucket(bucketName);
    });
    afterAll(async () => Promise.all([database.stop(), slurm.stop(), store.close()]));

    function fill(from: number, to: number): void {
      for (let file = from; file < to; file++) {
        const lastModified = new Date(Date.now() - (200 - file) * 3_600_000);
        store.put(bucketName, `${file}.csv`, Buffer.from(noisyCsv(300, file)), { lastModified });
      }
    }

    test(
      "of eight tasks, one killed and requeued and one failed for good, and then of three, loads what one run loads",
      { timeout: 300_000 },
      async () => {
        const config = configFor(store, { checkpoint_records: 100 });
        const folder = await ShardFolder.make(config, catalog);
        try {
          fill(0, 40);
          // Of eight targets that create one table at once, some fail.
          const TARGET = await database.load("sharded", { config, catalog, args: ["--test=schema"] }, folder.path);
          const submit = async (shards: number): Promise<readonly [string, string]> => {
            const env = folder.environment({ ...slurm.environment, TARGET });
            const { stdout } = await promisify(execFile)(example, [folder.path, String(shards)], {
              env,
              cwd: folder.path,
            });
            const [array = "", merge = ""] = stdout.trim().split(" ");
            return [array, merge];
          };

          const held = join(folder.path, "held");
          await folder.befall([
            { of: `"2: "*"--shard auto"*`, script: `cut_after 60000 "$@"; touch "${held}"; sleep 600` },
            { of: `"5:"*`, script: "exit 1" },
          ]);
          const [array, merge] = await submit(8);
          await isThere(held);
          await slurm.requeue(`${array}_2`);
          const states = await slurm.ended(array);
          expect(states.filter((state) => state === "COMPLETED")).toHaveLength(7);
          expect(states.filter((state) => state === "FAILED")).toHaveLength(1);
          expect(await slurm.ended(merge)).toEqual(["COMPLETED"]);
          const before = await database.countOf("sharded");
          expect(before).toBeGreaterThan(6000);
          expect(before).toBeLessThan(12_000);

          fill(40, 45);
          await folder.befall([]);
          const [, again] = await submit(3);
          expect(await slurm.ended(again)).toEqual(["COMPLETED"]);

          await database.load("single", { config, catalog }, folder.path);
          expect(await database.countOf("single")).toBe(45 * 300);
          const differing = [database.countOfMore("single", "sharded"), database.countOfMore("sharded", "single")];
          expect(await Promise.all(differing)).toEqual([0, 0]);
          expect((await runTap({ config, catalog, state: await folder.state() })).records).toEqual([]);
        } finally {
          await folder.remove();
        }
      },
    );
  },
);

async function isThere(file: string): Promise<void> {
  for (;;) {
    try {
      return await access(file);
    } catch {
      await sleep(200);
    }
  }
}
