import { test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { checkPollutions } from "../support/polluted-files.ts";

const store = useStore();

test(
  "a clean file in which one thing is made wrong is read as a person reads it, or told of",
  { timeout: 120_000 },
  async () => {
    store().createBucket(bucketName);
    await checkPollutions(store(), { runs: 50, seed: 1 });
  },
);
