import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { parseLog } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";

const store = useStore();
const megabyte = 1024 * 1024;

test("A table that nobody takes the records of says all the time how far it has come, and its METRICs add up", async () => {
  const file = largeFile(20 * megabyte, "id,text\n", `1,${"x".repeat(98)}\n`);
  store().put(bucketName, "large.csv", file);
  const tap = await startTap({
    config: configFor(store()),
    catalog: catalogFor(["id", "text"]),
    env: { _TAP_S3_CSV_SIGN_INTERVAL_MS: "100" },
  });
  await tap.reached(megabyte);
  tap.pause();
  // Nothing moves, and yet it says so again and again.
  await tap.told(" so far", 10);
  tap.resume();
  const { code, stdout, stderr } = await tap.end();
  const log = parseLog(stderr);
  const signs = log.filter(({ msg }) => msg.includes(" so far"));
  expect(code).toBe(0);
  expect(signs.length).toBeGreaterThanOrEqual(10);
  expect(signs.at(-1)).toMatchObject({
    table: "t",
    msg: expect.stringMatching(
      /^Table "t": [\d,]+ records of 0 of 1 files so far, [\d.]+ [kM]B of 21\.0 MB, \d+ %, [\d,]+ rows\/s, (.* left, )?\d+ s gone$/,
    ),
  });
  const valuesOf = (name: string): readonly number[] =>
    log
      .filter(({ msg }) => msg.startsWith("METRIC: "))
      .map(({ msg }): { metric: string; value: number } => JSON.parse(msg.slice("METRIC: ".length)))
      .flatMap(({ metric, value }) => (metric === name ? [value] : []));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const records = stdout.split('\n{"type":"RECORD"').length - 1;
  expect(valuesOf("record_count").length).toBeGreaterThanOrEqual(signs.length / 2);
  expect(sum(valuesOf("record_count"))).toBe(records);
  expect(sum(valuesOf("byte_count"))).toBe(file.size);
});
