import { describe, expect, test } from "vitest";
import { corpus } from "../corpus/programs.ts";
import { checkAdvice, expectHelp } from "../support/check-advice.ts";

// `npm run fuzz` takes all of them.
const some = corpus.filter((_, index) => index % 8 === 0);

describe("What --check advises makes the sample read better, and nothing is left to be advised:", () => {
  test.for(some)("$program", async (file) => {
    await expectHelp(file);
    expect.hasAssertions();
  });

  test("files that are written in any way", async () => {
    await checkAdvice(4);
    expect.hasAssertions();
  });
});
