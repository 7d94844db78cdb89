import { gzipSync } from "node:zlib";
import { avroFile } from "./avro-file.ts";
import { bucketName, catalogFor, configFor } from "./bucket.ts";
import { type GroupOf, parquetFile } from "./parquet-file.ts";
import { texts } from "./parquet-values.ts";
import { createRandom } from "../../local-aws/random.ts";
import { noisyCsv } from "./noisy-csv.ts";
import type { StateValue } from "./messages.ts";
import { spawnTap, type TapInput } from "./run-tap.ts";
import type { Store } from "../../local-aws/store/store.ts";
import { startTap } from "./tap-process.ts";
import { differences, type Line, load, none } from "./tiny-target.ts";
import { zipOf } from "./zip-writer.ts";

/** What is in the bucket, by key. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Buckets that break in different ways: between files, inside one that is resumed by range, and by counting. */
export const worlds: readonly { readonly name: string; readonly files: Files }[] = [
  {
    name: "a large file between small ones",
    files: { "a.csv": noisyCsv(10, 1), "b.csv": noisyCsv(20_000, 2), "c.csv": noisyCsv(10, 3) },
  },
  {
    name: "packed files",
    files: { "a.csv.gz": gzipSync(noisyCsv(15_000, 4)), "b.csv.gz": gzipSync(noisyCsv(15_000, 5)) },
  },
  {
    name: "many small files",
    files: Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`${String(index).padStart(3, "0")}.csv`, noisyCsv(index % 90, index)]),
    ),
  },
  {
    name: "an archive",
    files: {
      "a.csv.zip": zipOf(
        ["x.csv", "y.csv", "z.csv"].map((name, index) => ({ name, text: Buffer.from(noisyCsv(9000, 8 + index)) })),
      ),
    },
  },
  {
    name: "files of every format, and an archive of them",
    files: {
      "a.csv.parquet": noisyParquet(4),
      "b.csv.avro": noisyAvro(20),
      "c.csv.zip": zipOf([
        { name: "x.csv", text: Buffer.from(noisyCsv(3000, 20)) },
        { name: "y.parquet", text: noisyParquet(2), method: 0 },
        { name: "z.avro", text: noisyAvro(6) },
        { name: "w.parquet", text: noisyParquet(2) },
        { name: "v.csv", text: Buffer.from(noisyCsv(3000, 21)) },
      ]),
      "d.csv.avro.gz": gzipSync(noisyAvro(6)),
    },
  },
  {
    name: "files in UTF-16",
    files: { "a.csv": Buffer.from(`\uFEFF${noisyCsv(15_000, 6)}`, "utf16le"), "b.csv": noisyCsv(20, 7) },
  },
];

/** Ids and texts in so many row groups of 1,500 rows. */
function noisyParquet(groups: number): Buffer {
  const column = (name: string, of: (row: number) => string, group: number) => ({
    path: [name],
    type: 6,
    values: 1500,
    pages: [{ content: texts(...Array.from({ length: 1500 }, (_, row) => of(group * 1500 + row))), values: 1500 }],
  });
  const parts = Array.from({ length: groups }, (_, group): GroupOf => ({
    rows: 1500,
    chunks: [column("id", String, group), column("text", noise, group)],
  }));
  const root = { name: "root", type: null, repetition: 0, children: 2 } as const;
  return parquetFile(
    [
      root,
      { name: "id", type: 6, repetition: 0, converted: 0 },
      { name: "text", type: 6, repetition: 0, converted: 0 },
    ],
    parts,
  );
}

/** Ids and texts in so many blocks of 500 records. */
function noisyAvro(blocks: number): Buffer {
  const fields = ["id", "text"].map((name) => ({ name, type: "string" }));
  const record = (row: number) => ({ id: String(row), text: noise(row) });
  const list = Array.from({ length: blocks }, (_, block) =>
    Array.from({ length: 500 }, (__, row) => record(block * 500 + row)),
  );
  return avroFile({ type: "record", name: "r", fields }, list, { codec: "deflate" });
}

/** A text that is long enough for several batches of a file. */
function noise(row: number): string {
  return `"${row}", `.repeat(row % 17);
}

/** Puts the files, all with the same time. */
export function fill(store: Store, files: Files): void {
  store.createBucket(bucketName);
  const lastModified = new Date(Date.now() - 3_600_000);
  for (const [key, body] of Object.entries(files)) store.put(bucketName, key, body, { lastModified });
}

/** A run over the one table, without a discovery. */
export function inputFor(store: Store, state: StateValue): TapInput {
  const tables = [{ table_name: "t", search_pattern: "\\.csv" }];
  return {
    config: configFor(store, { tables, checkpoint_records: 500 }),
    catalog: catalogFor(["id", "text"]),
    state,
    timeout: 120_000,
  };
}

/** What came of a world in which the tap was killed again and again. */
export interface Aftermath {
  /** How often everything was loaded, each time against all kills. */
  loads: number;
  kills: number;
  /** Kills after which the next run began inside a file. */
  insideFiles: number;
  /** Lines that were written twice because they had not been saved: the tails. */
  repeated: number;
  /** The saved lines against those of a run that nothing happened to, of each load in which they differ. */
  readonly wrong: object[];
}

/**
 * Kills the tap at random bytes of its output. A target saves at each STATE, goes down with the tap, and comes
 * back with what it has saved, until everything is loaded; then all starts over.
 */
export async function killAgainAndAgain(store: Store, kills: number, seed: number): Promise<Aftermath> {
  const random = createRandom(seed);
  const { stdout } = await spawnTap(inputFor(store, nothing));
  const whole = load(stdout, nothing).committed;
  const aftermath: Aftermath = { loads: 0, kills: 0, insideFiles: 0, repeated: 0, wrong: [] };
  while (aftermath.kills < kills) {
    const committed: Line[] = [];
    let state = nothing;
    for (let isDone = false; !isDone;) {
      const isLast = aftermath.kills >= kills;
      const bytes = isLast ? Number.POSITIVE_INFINITY : Math.floor(random() * 0.6 * stdout.length);
      const run = await killAfter(store, state, bytes);
      const loaded = load(run.output, state);
      committed.push(...loaded.committed);
      state = loaded.state;
      isDone = !run.wasKilled;
      if (isDone) continue;
      aftermath.kills += 1;
      aftermath.repeated += loaded.tail.length;
      if (JSON.stringify(state).includes('"part":{')) aftermath.insideFiles += 1;
    }
    aftermath.loads += 1;
    const found = differences(whole, committed);
    if (JSON.stringify(found) !== JSON.stringify(none)) aftermath.wrong.push(found);
  }
  return aftermath;
}

const nothing: StateValue = { bookmarks: {} };

/** What a run has written when it is killed after so many bytes, if it has not ended before. */
async function killAfter(store: Store, state: StateValue, bytes: number) {
  const tap = await startTap(inputFor(store, state));
  await tap.reached(bytes);
  tap.child.kill("SIGKILL");
  const { stdout, signal } = await tap.end();
  const output = Buffer.from(stdout).subarray(0, bytes).toString();
  // One that ended before the signal came, behind that byte, counts as killed as well: the target has gone.
  return { output, wasKilled: signal !== null || output.length < stdout.length };
}
