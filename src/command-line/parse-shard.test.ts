import { describe, expect, test } from "vitest";
import { parseShard } from "./parse-shard.ts";

describe("--shard", () => {
  test.each([
    ["0/1", { index: 0, of: 1 }],
    ["7/8", { index: 7, of: 8 }],
    ["9999/10000", { index: 9999, of: 10_000 }],
  ])("%s is one of so many, counted from 0", (text, shard) => {
    expect(parseShard(text, {})).toEqual(shard);
  });

  test.each([
    ["8/8", "outside of the run: the shards of 8 are counted from 0 to 7"],
    ["-1/8", "names no shard"],
    ["1/08x", "names no shard"],
    ["", "names no shard"],
    ["0/0", "into 0 shards; choose from 1 to 10000"],
    ["0/10001", "into 10001 shards"],
  ])("%j is refused", (text, sentence) => {
    expect(() => parseShard(text, {})).toThrow(sentence);
  });
});

describe("--shard auto", () => {
  test.each([
    ["a Kubernetes Indexed Job", { JOB_COMPLETION_INDEX: "3", JOB_COMPLETIONS: "8" }],
    ["an AWS Batch array", { AWS_BATCH_JOB_ARRAY_INDEX: "3", AWS_BATCH_JOB_ARRAY_SIZE: "8" }],
    ["a Slurm array", { SLURM_ARRAY_TASK_ID: "3", SLURM_ARRAY_TASK_COUNT: "8", SLURM_ARRAY_TASK_MIN: "0" }],
    ["a Slurm array from 1", { SLURM_ARRAY_TASK_ID: "4", SLURM_ARRAY_TASK_COUNT: "8", SLURM_ARRAY_TASK_MIN: "1" }],
    ["a Cloud Run job", { CLOUD_RUN_TASK_INDEX: "3", CLOUD_RUN_TASK_COUNT: "8" }],
    ["anything else", { TAP_S3_CSV_SHARD: "3/8" }],
  ])("is told by the environment of %s", (_, env) => {
    expect(parseShard("auto", env)).toEqual({ index: 3, of: 8 });
  });

  test.each([
    [{}, "finds no number of a task in the environment"],
    [{ JOB_COMPLETION_INDEX: "3" }, "not of how many: set JOB_COMPLETIONS to the number of tasks"],
    [
      // An array of 8 of which tasks 2 and 5 alone are run again.
      { SLURM_ARRAY_TASK_ID: "5", SLURM_ARRAY_TASK_COUNT: "2", SLURM_ARRAY_TASK_MIN: "2" },
      "outside of the run",
    ],
    [{ TAP_S3_CSV_SHARD: "eight" }, "TAP_S3_CSV_SHARD=eight names no shard"],
  ])("with %j is refused", (env, sentence) => {
    expect(() => parseShard("auto", env)).toThrow(sentence);
  });
});
