import { test } from "vitest";
import { checkAnyFiles } from "../support/any-files.ts";

test("whatever thousands of files hold, valid records come out or one error that has a name", async () => {
  await checkAnyFiles({
    numRuns: Number(process.env["FUZZ_RUNS"] ?? 5_000),
    seed: Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31),
  });
});
