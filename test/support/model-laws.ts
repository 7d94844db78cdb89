import * as fc from "fast-check";
import { withoutUploads } from "./model-tally.ts";
import { ourTap, referenceTap, type ModelTap } from "./model-taps.ts";
import { latenessMs, play, world } from "./model-world.ts";

type Law = fc.IProperty<[Parameters<typeof play>[0]]>;

/** Every final version is loaded, nothing that was loaded comes again, and the invariants hold at every state. */
export function losesAndRepeatsNothing({ lookbackMs = latenessMs, detectMultipart = true } = {}): Law {
  return fc.property(world, (story) => {
    const { lost, repeated } = play(story, { taps: [ourTap], lookbackMs, detectMultipart, isChecked: true });
    return lost.length === 0 && repeated === 0;
  });
}

/** The same without ListMultipartUploads, where no upload takes longer than the look-back. */
export function losesNothingWithinLookback(): Law {
  return fc.property(world, (story) => {
    const readers = { taps: [ourTap], lookbackMs: latenessMs, detectMultipart: false, isChecked: true };
    const { lost, repeated } = play(withoutUploads(story), readers);
    return lost.length === 0 && repeated === 0;
  });
}

/** After any turns of this tap and the reference, this tap loses nothing that became visible since it took over. */
export function losesNothingAfterSwitch(): Law {
  const turns: readonly (readonly ModelTap[])[] = [
    [referenceTap, ourTap],
    [ourTap, referenceTap, ourTap],
    [referenceTap, ourTap, referenceTap, ourTap],
  ];
  return fc.property(world, (story) => {
    const taps = turns[story.length % turns.length] ?? [];
    const readers = { taps, lookbackMs: latenessMs, detectMultipart: true, isChecked: true };
    return play(story, readers).lostAfterSwitch.length === 0;
  });
}
