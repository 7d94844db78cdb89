import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  losesAndRepeatsNothing,
  losesNothingAfterSwitch,
  losesNothingAtAnyAge,
  losesNothingNewerThanWhatWasRead,
  losesNothingOfBursts,
  losesNothingWithinLookback,
} from "../support/model-laws.ts";
import { tally, withoutLateObjects, type Tally } from "../support/model-tally.ts";
import { referenceTap } from "../support/model-reference-tap.ts";
import { ourTap } from "../support/model-taps.ts";
import { latenessMs } from "../support/model-stories.ts";

const worlds = 10_000;
const worldsToCount = 2000;

test.each([
  ["nothing is lost and nothing that was loaded is repeated", losesAndRepeatsNothing],
  ["the same holds without ListMultipartUploads, within the look-back", losesNothingWithinLookback],
  ["a switch from the reference tap, and back and forth, loses nothing that turns up later", losesNothingAfterSwitch],
  [
    "files of any age, patterns and start dates that change, lifecycle rules and bursts lose and repeat nothing",
    losesNothingAtAnyAge,
  ],
  [
    "the same holds where the runner merges each state into the one before",
    (): ReturnType<typeof losesNothingAtAnyAge> => losesNothingAtAnyAge({ merges: true }),
  ],
  ["without a sketch, what is newer than all that was read is loaded", losesNothingNewerThanWhatWasRead],
  ["without a sketch, bursts of more files than the state may hold lose nothing", losesNothingOfBursts],
])("in 10,000 worlds %s", (_, law) => {
  fc.assert(law(), { numRuns: worlds });
});

test("the numbers that docs/promises.md quotes", () => {
  const ours = { taps: [ourTap], lookbackMs: latenessMs, detectMultipart: true };
  const reference = { ...ours, taps: [referenceTap] };
  const calm = { worlds: worldsToCount, change: withoutLateObjects };
  const late = { worlds: worldsToCount };
  const rows = [
    ["no object late, this tap", tally(ours, calm)],
    ["no object late, the reference's rule", tally(reference, calm)],
    ["some late, this tap", tally(ours, late)],
    ["some late, the reference's rule", tally(reference, late)],
    [
      "some late, this tap with neither look-back nor sketch",
      tally({ ...ours, lookbackMs: 0, habits: { sketch: false } }, late),
    ],
    ["some late, the reference and then this tap", tally({ ...ours, taps: [referenceTap, ourTap] }, late)],
    ["some late, this tap and then the reference", tally({ ...ours, taps: [ourTap, referenceTap] }, late)],
  ] as const;
  expect(rows.map(([name, numbers]) => `${name}: ${tell(numbers)}`)).toMatchInlineSnapshot(`
    [
      "no object late, this tap: of 14738 versions 0 lost (0 seen since its first run), 0 repeated",
      "no object late, the reference's rule: of 14738 versions 165 lost (159 seen since its first run), 405 repeated",
      "some late, this tap: of 19043 versions 0 lost (0 seen since its first run), 0 repeated",
      "some late, the reference's rule: of 19035 versions 3331 lost (3305 seen since its first run), 825 repeated",
      "some late, this tap with neither look-back nor sketch: of 19043 versions 345 lost (332 seen since its first run), 0 repeated",
      "some late, the reference and then this tap: of 19039 versions 405 lost (0 seen since its first run), 233 repeated",
      "some late, this tap and then the reference: of 19037 versions 3053 lost (2780 seen since its first run), 1809 repeated",
    ]
  `);
});

function tell({ final, lost, lostAfterSwitch, repeated }: Tally): string {
  return `of ${final} versions ${lost} lost (${lostAfterSwitch} seen since its first run), ${repeated} repeated`;
}
