import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { fill, inputFor } from "../support/kill-world.ts";
import { createRandom } from "../../local-aws/random.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { spawnTap } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";
import { differences, load, none } from "../support/tiny-target.ts";

const store = useStore();
const nothing = { bookmarks: {} };

test("A signal at 20 random moments loses nothing, repeats nothing and leaves no line behind the last STATE", async () => {
  const many = Array.from({ length: 40 }, (_, index) => [`${index}.csv`, noisyCsv(index * 7, index)] as const);
  fill(store(), {
    ...Object.fromEntries(many),
    "x.csv": noisyCsv(30_000, 50),
    "y.csv.gz": gzipSync(noisyCsv(30_000, 51)),
  });
  const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
  const random = createRandom(seed);
  const { stdout: all } = await spawnTap(inputFor(store(), nothing));
  const whole = load(all, nothing).committed;
  const codes = new Map<number | null, number>();
  for (let moment = 0; moment < 20; moment++) {
    const tap = await startTap(inputFor(store(), nothing));
    await tap.reached(Math.floor(random() * 0.9 * all.length));
    tap.child.kill("SIGTERM");
    const { code, stdout } = await tap.end();
    codes.set(code, (codes.get(code) ?? 0) + 1);
    // What is left may already be on its way.
    expect([143, 0]).toContain(code);
    const first = load(stdout, nothing);
    const second = load((await spawnTap(inputFor(store(), first.state))).stdout, first.state);
    expect({
      seed,
      moment,
      tail: first.tail.length,
      ...differences(whole, [...first.committed, ...second.committed]),
    }).toEqual({ seed, moment, tail: 0, ...none });
  }
  process.stdout.write(`seed ${seed}, exit codes: ${JSON.stringify([...codes])}\n`);
});
