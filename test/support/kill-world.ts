import { gzipSync } from "node:zlib";
import { bucketName, catalogFor, configFor } from "./bucket.ts";
import { createRandom, noisyCsv } from "./random.ts";
import type { StateValue } from "./messages.ts";
import { spawnTap, type TapInput } from "./run-tap.ts";
import type { Store } from "./store/store.ts";
import { startTap } from "./tap-process.ts";
import { differences, type Line, load } from "./tiny-target.ts";
import { zipOf } from "./zip-writer.ts";

/** What is in the bucket, by key. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Buckets that break in different ways: between files, inside one that is resumed by range, and by counting. */
export const worlds: readonly { readonly name: string; readonly files: Files }[] = [
  {
    name: "a large file between small ones",
    files: { "a.csv": noisyCsv(10, 1), "b.csv": noisyCsv(30_000, 2), "c.csv": noisyCsv(10, 3) },
  },
  {
    name: "packed files",
    files: { "a.csv.gz": gzipSync(noisyCsv(15_000, 4)), "b.csv.gz": gzipSync(noisyCsv(15_000, 5)) },
  },
  {
    name: "many small files",
    files: Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${String(index).padStart(3, "0")}.csv`, noisyCsv(index % 90, index)]),
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
    name: "files in UTF-16",
    files: { "a.csv": Buffer.from(`\uFEFF${noisyCsv(20_000, 6)}`, "utf16le"), "b.csv": noisyCsv(20, 7) },
  },
];

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
  readonly kills: number;
  /** Kills that came while a file was half written. */
  readonly insideFiles: number;
  /** Lines that were written twice because they had not been saved: the tails. */
  readonly repeatedTails: number;
  /** The saved lines against those of a run that nothing happened to. */
  readonly differences: object;
}

/**
 * Kills the tap at random bytes of its output. A target saves at each STATE, goes down with the tap, and comes
 * back with what it has saved.
 */
export async function killAgainAndAgain(store: Store, kills: number, seed: number): Promise<Aftermath> {
  const random = createRandom(seed);
  const whole = load((await spawnTap(inputFor(store, nothing))).stdout, nothing);
  const total = JSON.stringify(whole.committed).length;
  const committed: Line[] = [];
  let state: StateValue = nothing;
  let [insideFiles, repeatedTails] = [0, 0];
  for (let kill = 0; kill < kills; kill++) {
    const output = await killAfter(store, state, Math.floor(random() * (total / kills) * 3));
    const loaded = load(output, state);
    committed.push(...loaded.committed);
    repeatedTails += loaded.tail.length;
    state = loaded.state;
    if (JSON.stringify(state).includes('"part":{')) insideFiles += 1;
  }
  const last = load((await spawnTap(inputFor(store, state))).stdout, state);
  committed.push(...last.committed, ...last.tail);
  return { kills, insideFiles, repeatedTails, differences: differences(whole.committed, committed) };
}

const nothing: StateValue = { bookmarks: {} };

/** What a run has written when it is killed after so many bytes. */
async function killAfter(store: Store, state: StateValue, bytes: number): Promise<string> {
  const tap = await startTap(inputFor(store, state));
  await tap.reached(bytes);
  tap.child.kill("SIGKILL");
  const { stdout } = await tap.end();
  return Buffer.from(stdout).subarray(0, bytes).toString();
}
