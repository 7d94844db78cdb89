import type { PlannedTable } from "../../src/bookmark/planned.ts";
import type { Shard } from "../../src/bookmark/shard.ts";
import type { Selection } from "./model-scope.ts";
import type { ModelTarget } from "./model-target.ts";
import type { ModelObject, S3Model } from "./s3-model.ts";

/** What a tap works with in the model. */
export interface Surroundings {
  readonly store: S3Model;
  readonly target: ModelTarget;
  readonly lookbackMs: number;
  readonly detectMultipart: boolean;
  /** Whether the next attempt to read an object fails; asking takes the failure back. */
  readonly takeFailure: () => boolean;
  /** Which objects belong to the table, as the config has it now. */
  readonly selectionOf: () => Selection;
  readonly habits: Habits;
  /** What was taken for done at a switch from another tap. */
  readonly assumed: Set<ModelObject>;
  /** The part of the objects that is read; all when absent. */
  readonly shard?: Shard;
  /** Where a plan says which they are. */
  readonly planned?: ModelPlan;
  /** Whether the invariants are checked at every state. */
  readonly isChecked: boolean;
}

/** A plan that was made beforehand, and the objects of each shard. */
export interface ModelPlan {
  readonly table: PlannedTable;
  readonly parts: readonly (readonly ModelObject[])[];
}

/** Mechanisms of this tap, each of which can be switched off to show that it is needed. */
export interface Habits {
  /** The floor never passes the newest version that was read; without: it runs with the clock. */
  readonly floorRule: boolean;
  /** The bookmark holds the scope it was written under. */
  readonly scope: boolean;
  /** After a change of the scope, what was listed until then is listed once more, to tell what came late. */
  readonly widerListing: boolean;
  /** What is done below the floor is remembered by a sketch. */
  readonly sketch: boolean;
  /** The limit never raises the floor above the start of the listing. */
  readonly startOfListing: boolean;
  readonly seenLimit: number;
  /** Of so many ids, and no more, each is kept. */
  readonly maxPlainIds: number;
  /** So many finished versions are held one by one until the floor has passed them. */
  readonly foldedAt: number;
  /** Whether the runner merges each state into the one before. */
  readonly merges: boolean;
}

export const defaultHabits: Habits = {
  floorRule: true,
  scope: true,
  widerListing: true,
  sketch: true,
  startOfListing: true,
  seenLimit: Infinity,
  maxPlainIds: 64,
  foldedAt: 1024,
  merges: false,
};
