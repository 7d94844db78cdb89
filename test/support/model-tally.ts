import * as fc from "fast-check";
import { world, type Happening } from "./model-stories.ts";
import { play, type Readers } from "./model-world.ts";

/** What came of many worlds together. */
export interface Tally {
  readonly worlds: number;
  /** Versions that were in the buckets at the end. */
  readonly final: number;
  /** Of these, never loaded. */
  readonly lost: number;
  /** Of these, visible only after the last tap had completed a run. */
  readonly lostAfterSwitch: number;
  /** Versions of which records were written again although they had been loaded. */
  readonly repeated: number;
}

/** As a schedule has it: runs half a minute apart, and every listed page and every record takes its time. */
const pace = { pauseMs: 30_000, stepMs: 200 };

/** Plays the same worlds for any readers, so that their numbers can be compared. */
export function tally(
  readers: Omit<Readers, "isChecked">,
  { worlds = 150, change = (story: Happening[]) => story } = {},
): Tally {
  const stories = fc.sample(world, { numRuns: worlds, seed: 20_261_122 }).map(change);
  const outcomes = stories.map((story) => play(story, { pace, ...readers, isChecked: false }));
  const sum = (count: (outcome: (typeof outcomes)[number]) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    worlds,
    final: sum((outcome) => outcome.final),
    lost: sum((outcome) => outcome.lost.length),
    lostAfterSwitch: sum((outcome) => outcome.lostAfterSwitch.length),
    repeated: sum((outcome) => outcome.repeatedVersions),
  };
}

/** The story without any object that becomes visible after its stamp: only PUTs, and a tap that is killed. */
export function withoutLateObjects(story: readonly Happening[]): Happening[] {
  return withoutUploads(story).filter(({ do: what }) => what !== "put slowly" && what !== "replicate");
}

/** The story without multipart uploads, whose lateness knows no bound. */
export function withoutUploads(story: readonly Happening[]): Happening[] {
  return story.filter(({ do: what }) => what !== "complete upload" && what !== "begin upload");
}
