import { describe, expect, test } from "vitest";
import { formatCount } from "../../src/wording/amounts.ts";
import { bucketName, useStore } from "../support/bucket.ts";
import { avroBombs } from "./bombs/avro-bombs.ts";
import { gzipBombs } from "./bombs/gzip-bombs.ts";
import { largeFiles } from "./bombs/large-files.ts";
import { runBomb } from "./bombs/run-bomb.ts";
import { parquetBombs } from "./bombs/parquet-bombs.ts";
import { textBombs } from "./bombs/text-bombs.ts";
import { zipBombs } from "./bombs/zip-bombs.ts";
import { zstdBombs } from "./bombs/zstd-bombs.ts";

const store = useStore();

describe.runIf(process.platform === "linux").each([
  ["gzip", gzipBombs],
  ["zstd", zstdBombs],
  ["zip", zipBombs],
  ["text", textBombs],
  ["Parquet", parquetBombs],
  ["Avro", avroBombs],
])("A bomb of %s is refused in one sentence, in less than 300 MB and 20 seconds:", (_, bombs) => {
  test.for(bombs)("$name", { timeout: 120_000 }, async ({ key, body, says }) => {
    store().put(bucketName, key, body);
    const run = await runBomb(store());
    if (process.env["BOMB_FIGURES"] !== undefined)
      process.stdout.write(`${JSON.stringify([key, run.peak, run.cpu])}\n`);
    const { code, complaints, peak, cpu, maxLineLength } = run;
    expect(complaints).toContainEqual(expect.stringMatching(says));
    expect(new Set(complaints).size).toBeLessThanOrEqual(2);
    expect(maxLineLength).toBeLessThan(10_000);
    expect(code).toBe(4);
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(300);
    expect(cpu).toBeLessThan(20);
  });
});

describe.runIf(process.platform === "linux")("What is only large is read, in less than 300 MB:", () => {
  test.for(largeFiles)("%s", { timeout: 120_000 }, async ([, key, body, records]) => {
    store().put(bucketName, key, body);
    const run = await runBomb(store());
    expect(run.code).toBe(0);
    expect(run.told).toMatch(new RegExp(`^${formatCount(records)} records? of 1 file in 1 table, 0 failures$`));
    expect(run.maxLineLength).toBeLessThan(10_000);
    expect(run.peak).toBeLessThan(300);
  });
});
