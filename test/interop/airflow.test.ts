import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { bucketName, catalogFor, configFor } from "../support/bucket.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap } from "../support/run-tap.ts";
import { ShardFolder } from "../support/shard-folder.ts";
import { type Airflow, startAirflow } from "./programs/airflow.ts";
import { findPostgres } from "./programs/postgres.ts";
import { hasPython } from "./programs/python-program.ts";
import { ShardDatabase } from "./targets/shard-database.ts";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const catalog = catalogFor(["id", "text"], ["_sdc_source_file", "_sdc_source_lineno"]);
const server = findPostgres();
// It takes two minutes, most of which pip does.
const isItsDay = process.env["CI"] === undefined || Math.floor(Date.now() / 86_400_000) % 3 === 0;
const canRun = isItsDay && hasPython() && server !== null;

describe.skipIf(!canRun)("An Airflow DAG (skipped without python3 or PostgreSQL; in CI run every third day)", () => {
  let database: ShardDatabase;
  let airflow: Airflow;
  let store: Store;
  beforeAll(async () => {
    if (server === null) return;
    [database, airflow, store] = await Promise.all([
      ShardDatabase.start(server),
      startAirflow(join(examples, "airflow/shards_dag.py")),
      startStore(),
    ]);
    store.createBucket(bucketName);
  });
  afterAll(async () => Promise.all([database.stop(), airflow.stop(), store.close()]));

  test(
    "of a plan, mapped shards, one retried and one failed for good, and a merge loads with its next run what one run loads",
    { timeout: 300_000 },
    async () => {
      const config = configFor(store, { checkpoint_records: 100 });
      const fill = (from: number, to: number): void => {
        for (let file = from; file < to; file++) {
          const lastModified = new Date(Date.now() - (200 - file) * 3_600_000);
          store.put(bucketName, `${file}.csv`, Buffer.from(noisyCsv(300, file)), { lastModified });
        }
      };
      const folder = await ShardFolder.make(config, catalog);
      try {
        await cp(join(examples, "shards"), folder.path, { recursive: true });
        fill(0, 12);
        // Of several targets that create one table at once, some fail.
        const TARGET = await database.load("sharded", { config, catalog, args: ["--test=schema"] }, folder.path);
        const run = (shards: number): Promise<Readonly<Record<string, string>>> => {
          const own = { TARGET, TAP_FOLDER: folder.path, TAP_SHARDS: String(shards), TAP_RETRY_SECONDS: "0" };
          return airflow.test("tap_s3_csv_shards", folder.environment(own));
        };
        await folder.befall([
          { of: `*"--shard 1 "*`, script: `[ -e cut ] || { touch cut; cut_after 30000 "$@"; exit 137; }` },
          { of: `*"--shard 2 "*`, script: "exit 1" },
        ]);
        expect(await run(3)).toEqual({
          plan: "success at 1",
          "shard 0": "success at 1",
          "shard 1": "success at 2",
          "shard 2": "failed at 3",
          merge: "success at 1",
          all_shards: "upstream_failed at 0",
        });
        expect(await database.countOf("sharded")).toBe(8 * 300);

        fill(12, 15);
        await folder.befall([]);
        expect(await run(2)).toMatchObject({
          "shard 1": "success at 1",
          merge: "success at 1",
          all_shards: "success at 1",
        });
        await database.load("single", { config, catalog }, folder.path);
        expect(await database.countOf("single")).toBe(15 * 300);
        const differing = [database.countOfMore("single", "sharded"), database.countOfMore("sharded", "single")];
        expect(await Promise.all(differing)).toEqual([0, 0]);
        expect((await runTap({ config, catalog, state: await folder.state() })).records).toEqual([]);
      } finally {
        await folder.remove();
      }
    },
  );
});
