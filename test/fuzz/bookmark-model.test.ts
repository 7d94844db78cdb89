import * as fc from "fast-check";
import { expect, test } from "vitest";
import { losesAndRepeatsNothing, losesNothingAfterSwitch, losesNothingWithinLookback } from "../support/model-laws.ts";
import { tally, withoutLateObjects, type Tally } from "../support/model-tally.ts";
import { ourTap, referenceTap } from "../support/model-taps.ts";
import { latenessMs } from "../support/model-world.ts";

const worlds = 10_000;
const worldsToCount = 2000;

test.each([
  ["nothing is lost and nothing that was loaded is repeated", losesAndRepeatsNothing],
  ["the same holds without ListMultipartUploads, within the look-back", losesNothingWithinLookback],
  ["a switch from the reference tap, and back and forth, loses nothing that turns up later", losesNothingAfterSwitch],
])("%s", (_, law) => {
  fc.assert(law(), { numRuns: worlds });
});

test("the numbers that the README quotes", ({ annotate }) => {
  const ours = { taps: [ourTap], lookbackMs: latenessMs, detectMultipart: true };
  const reference = { ...ours, taps: [referenceTap] };
  const rows = new Map<string, Tally>([
    ["this tap", tally(ours, { worlds: worldsToCount })],
    ["the reference's rule", tally(reference, { worlds: worldsToCount })],
    ["this tap, no object late", tally(ours, { worlds: worldsToCount, change: withoutLateObjects })],
    ["the reference's rule, no object late", tally(reference, { worlds: worldsToCount, change: withoutLateObjects })],
    ["this tap, no look-back", tally({ ...ours, lookbackMs: 0 }, { worlds: worldsToCount })],
    ["reference, then this tap", tally({ ...ours, taps: [referenceTap, ourTap] }, { worlds: worldsToCount })],
    ["this tap, then reference", tally({ ...ours, taps: [ourTap, referenceTap] }, { worlds: worldsToCount })],
  ]);
  for (const [name, { final, lost, lostAfterSwitch, repeated }] of rows) {
    void annotate(
      `${name}: of ${final} final versions ${lost} lost (${lostAfterSwitch} late ones), ${repeated} repeated`,
    );
  }
  expect(rows.get("this tap")).toMatchObject({ lost: 0, repeated: 0 });
  expect(rows.get("this tap, no object late")).toMatchObject({ lost: 0, repeated: 0 });
  expect(rows.get("reference, then this tap")).toMatchObject({ lostAfterSwitch: 0 });
});
