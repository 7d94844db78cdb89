import { test } from "vitest";
import { checkAnyFiles } from "../support/any-files.ts";

test("whatever a file holds, valid records come out or one error that has a name", { timeout: 120_000 }, async () => {
  await checkAnyFiles({ numRuns: 80, seed: 1 });
});
