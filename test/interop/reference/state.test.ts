import { test } from "vitest";
import { describeStories, stepOf } from "../../golden/state-stories.ts";
import { installReference, runReference } from "./reference-tap.ts";

const reference = await installReference();

if ("missing" in reference) {
  test.skipIf(process.env["CI"] === undefined)(`the reference tap: ${reference.missing}`, () => {
    throw new Error(reference.missing);
  });
} else {
  describeStories(async ({ config, catalog, env }, state) => {
    const { code, stdout, stderr } = await runReference(reference.path, { config, catalog, state, env });
    if (code !== 0) throw new Error(stderr);
    return stepOf(stdout);
  });
}
