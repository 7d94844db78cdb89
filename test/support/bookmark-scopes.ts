import { limitSeen } from "../../src/bookmark/limit-seen.ts";
import type { Plan } from "../../src/bookmark/plan.ts";
import { Planner } from "../../src/bookmark/planner.ts";
import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import { currentBookmark, finish, startRun } from "../../src/bookmark/run.ts";
import type { Listed } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
import { asItIs, day, hour } from "./bookmark-story.ts";

export { keys, object } from "./bookmark-story.ts";

/** A bucket, and a bookmark that goes from run to run while the scope changes. */
export interface ScopeStory {
  /** As JSON: what a runner keeps. */
  readonly state: unknown;
  put(...objects: readonly Listed[]): void;
  /** A run that reads so many of the due objects. */
  sync(letters: string, count?: number, settings?: Settings): Plan<Listed>;
}

interface Settings {
  readonly startDate?: Date | null;
  readonly seenLimit?: number;
  /** Whether all objects of earlier scopes are listed. */
  readonly isListed?: boolean;
}

/** A story over a bucket that holds these objects. */
export function startStory(first: readonly Listed[]): ScopeStory {
  const listing = [...first];
  let state: unknown;
  return {
    get state() {
      return state;
    },
    put: (...objects) => void listing.push(...objects),
    sync(letters, count = Infinity, { startDate = null, seenLimit = Infinity, isListed = true } = {}) {
      const options = {
        asOf: day("12:00:00"),
        oldestUpload: null,
        startDate,
        lookbackMs: hour,
        fingerprintOf: () => "cfg",
      };
      const scope = [letters, startDate?.toISOString() ?? null];
      const planner = new Planner(readBookmark(state, "t"), { ...options, scope }, asItIs, ([other, from]) => ({
        includes: ({ key, lastModified }) =>
          (other ?? "").includes(key.slice(0, 1)) && lastModified.getTime() > Date.parse(from ?? "1970-01-01"),
        isListed,
      }));
      for (const object of listing) {
        if (letters.includes(object.key.slice(0, 1))) planner.consider(object);
        else planner.other(object);
      }
      if (planner.endListing()) for (const object of listing) planner.find(object, false);
      const plan = planner.finish();
      let run = startRun(plan);
      for (const object of [...plan.due].slice(0, count)) run = finish(run, object);
      state = JSON.parse(
        JSON.stringify(writeBookmark(limitSeen(currentBookmark(run), seenLimit, Infinity).bookmark, state)),
      );
      return plan;
    },
  };
}
