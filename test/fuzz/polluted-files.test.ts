import { test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { checkPollutions } from "../support/polluted-files.ts";

const store = useStore();

test("of hundreds of clean files in which one thing is made wrong, none is read wrong without a word", async () => {
  store().createBucket(bucketName);
  await checkPollutions(store(), {
    runs: Number(process.env["FUZZ_RUNS"] ?? 1_000),
    seed: Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31),
  });
});
