import * as fc from "fast-check";
import { withoutUploads } from "./model-tally.ts";
import { referenceTap } from "./model-reference-tap.ts";
import { ourTap, type ModelTap } from "./model-taps.ts";
import { burstWorld, latenessMs, quietWorld, wildWorld, world } from "./model-stories.ts";
import { play } from "./model-world.ts";
import type { Habits } from "./model-surroundings.ts";

type Law = fc.IProperty<[Parameters<typeof play>[0]]>;

/** Every final version is loaded, nothing that was loaded comes again, and the invariants hold at every state. */
export function losesAndRepeatsNothing({ lookbackMs = latenessMs, detectMultipart = true, sketch = true } = {}): Law {
  return fc.property(world, (story) => {
    const readers = { taps: [ourTap], lookbackMs, detectMultipart, isChecked: sketch, habits: { sketch } };
    const { lost, repeated } = play(story, readers);
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

/** Whatever the age of what turns up, and however patterns change: each version is loaded, and none again. */
export function losesNothingAtAnyAge(habits: Partial<Habits> = {}): Law {
  return fc.property(wildWorld, (story) => {
    // Some worlds keep each id below the floor, others hardly any beside a sketch, and others turn from one to the other.
    const maxPlainIds = [2, 8, 64][story.length % 3] ?? 64;
    const seenLimit = story.length % 2 === 0 ? 5 : Infinity;
    const foldedAt = [1, 4, 1024][story.length % 5] ?? 2;
    const readers = {
      taps: [ourTap],
      lookbackMs: latenessMs,
      detectMultipart: true,
      isChecked: habits.sketch !== false && habits.widerListing !== false,
    };
    const { lost, repeated } = play(story, { ...readers, habits: { maxPlainIds, seenLimit, foldedAt, ...habits } });
    return lost.length === 0 && repeated === 0;
  });
}

/** Without a sketch, nothing that is newer than all that was read is lost, however old it is. */
export function losesNothingNewerThanWhatWasRead(habits: Partial<Habits> = {}): Law {
  return fc.property(quietWorld, (story) => {
    const readers = { taps: [ourTap], lookbackMs: latenessMs, detectMultipart: true, isChecked: false };
    const { lost, repeated } = play(story, { ...readers, habits: { sketch: false, ...habits } });
    return lost.length === 0 && repeated === 0;
  });
}

/** Without a sketch, no burst of more files than the bookmark may hold loses what is put during a listing. */
export function losesNothingOfBursts(habits: Partial<Habits> = {}): Law {
  return fc.property(burstWorld, (story) => {
    const readers = { taps: [ourTap], lookbackMs: 24 * 3_600_000, detectMultipart: true, isChecked: false };
    const { lost, repeated } = play(story, { ...readers, habits: { sketch: false, seenLimit: 5, ...habits } });
    return lost.length === 0 && repeated === 0;
  });
}
