import { describe, expect, test } from "vitest";
import { corpus } from "../corpus/programs.ts";
import { checkAdvice, expectHelp } from "../support/check-advice.ts";

describe("What --check advises makes the sample read better, and nothing is left to be advised:", () => {
  test.for(corpus)("$program", async (file) => {
    await expectHelp(file);
    expect.hasAssertions();
  });

  test("files that are written in any way", async () => {
    await checkAdvice(Number(process.env["ADVICE_RUNS"] ?? 60));
    expect.hasAssertions();
  });
});
