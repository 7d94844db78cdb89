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
import { tally, withoutLateObjects } from "../support/model-tally.ts";
import { referenceTap } from "../support/model-reference-tap.ts";
import { ourTap } from "../support/model-taps.ts";
import { latenessMs } from "../support/model-stories.ts";

// Some 2 ms each. `npm run fuzz` plays 10,000 for each law.
const worlds = 100;

test("in 250 worlds nothing is lost and nothing that was loaded is repeated", () => {
  fc.assert(losesAndRepeatsNothing(), { numRuns: 250 });
});

test("without ListMultipartUploads the same holds for what becomes visible within the look-back", () => {
  fc.assert(losesNothingWithinLookback(), { numRuns: worlds });
});

test("a switch from the reference tap, and back and forth, loses nothing that turns up later", () => {
  fc.assert(losesNothingAfterSwitch(), { numRuns: worlds });
});

test("files of any age, patterns and start dates that change, lifecycle rules, bursts: each version is loaded, and none again", () => {
  fc.assert(losesNothingAtAnyAge(), { numRuns: worlds });
});

test("a runner that merges each state into the one before, as Meltano does, loses and repeats nothing", () => {
  fc.assert(losesNothingAtAnyAge({ merges: true }), { numRuns: worlds });
});

test("even without a sketch, what is newer than all that was read is loaded, however old it is", () => {
  fc.assert(losesNothingNewerThanWhatWasRead(), { numRuns: worlds });
});

test("even without a sketch, a burst of more files than the state may hold loses nothing that is put meanwhile", () => {
  fc.assert(losesNothingOfBursts(), { numRuns: worlds });
});

test.each([
  ["the sketch", losesNothingAtAnyAge({ sketch: false })],
  ["the scope", losesNothingAtAnyAge({ scope: false })],
  ["the listing of what an earlier scope listed", losesNothingAtAnyAge({ widerListing: false })],
  ["the rule of the floor", losesNothingNewerThanWhatWasRead({ floorRule: false })],
  ["the rule of the start of the listing", losesNothingOfBursts({ startOfListing: false })],
])("without %s the model finds a file that is lost", (_, law) => {
  const { failed, counterexample } = fc.check(law, { numRuns: 10_000, endOnFailure: true });
  expect([failed, counterexample]).toEqual([true, expect.anything()]);
});

test.each([
  ["with neither a look-back nor a sketch", { lookbackMs: 0, sketch: false }],
  ["with no sketch and a look-back shorter than objects are late", { lookbackMs: 2000, sketch: false }],
  ["with no sketch, without watching uploads", { detectMultipart: false, sketch: false }],
])("%s the model finds a lost object", (_, options) => {
  const { failed, counterexample } = fc.check(losesAndRepeatsNothing(options), { numRuns: 10_000, endOnFailure: true });
  expect([failed, counterexample]).toEqual([true, expect.anything()]);
});

const ours = { taps: [ourTap], lookbackMs: latenessMs, detectMultipart: true };
const reference = { ...ours, taps: [referenceTap] };

test("where objects become visible late, the reference tap loses and repeats some, and this one none", () => {
  expect(tally(ours)).toMatchObject({ lost: 0, repeated: 0 });
  const { lost, repeated } = tally(reference);
  expect(lost).toBeGreaterThan(0);
  expect(repeated).toBeGreaterThan(0);
});

test("where no object is ever late, the reference tap still loses and repeats some", () => {
  expect(tally(ours, { change: withoutLateObjects })).toMatchObject({ lost: 0, repeated: 0 });
  const { lost, repeated } = tally(reference, { change: withoutLateObjects });
  expect(lost).toBeGreaterThan(0);
  expect(repeated).toBeGreaterThan(0);
});

test("going back to the reference tap loses no more than never having left it", () => {
  const back = tally({ ...ours, taps: [ourTap, referenceTap] });
  expect(back.lost).toBeLessThanOrEqual(tally(reference).lost);
});
