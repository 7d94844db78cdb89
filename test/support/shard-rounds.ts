import * as fc from "fast-check";
import { latenessMs } from "./model-stories.ts";

/** What becomes of one shard of a run. */
export interface Fate {
  readonly ends:
    | "whole"
    | "never begun"
    | "killed"
    | "with a file that fails"
    | "again from the base"
    | "again from its own state";
  /** Where it is killed: after so many steps, and so many STATEs before the last that was written. */
  readonly steps: number;
  readonly lag: number;
  /** What is put before it begins. */
  readonly arrivals: readonly {
    readonly key: number;
    readonly content: number;
    readonly age: number;
    readonly slow: boolean;
  }[];
}

/** One run of n shards, and how their states are merged. */
export interface Round {
  readonly shards: number;
  /** Whether a plan says whose objects are, made before the first shard begins. */
  readonly isPlanned: boolean;
  /** Repeated where there are fewer than shards. */
  readonly fates: readonly Fate[];
  readonly order: readonly number[];
}

const arrival = fc.record({
  key: fc.nat(60),
  content: fc.nat(3),
  age: fc.oneof(fc.nat(latenessMs), fc.nat(100 * 24 * 3_600_000)),
  slow: fc.boolean(),
});
const fate: fc.Arbitrary<Fate> = fc.record({
  ends: fc.oneof(
    { weight: 5, arbitrary: fc.constant("whole" as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        "never begun" as const,
        "killed" as const,
        "with a file that fails" as const,
        "again from the base" as const,
        "again from its own state" as const,
      ),
    },
  ),
  steps: fc.nat(40),
  lag: fc.nat(3),
  arrivals: fc.array(arrival, { maxLength: 6 }),
});
const round: fc.Arbitrary<Round> = fc.record({
  shards: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 1, max: 64 })),
  isPlanned: fc.boolean(),
  fates: fc.array(fate, { minLength: 1, maxLength: 8 }),
  order: fc.array(fc.nat(1000), { minLength: 4, maxLength: 12 }),
});

export const shardedWorld: fc.Arbitrary<Round[]> = fc.array(round, { minLength: 1, maxLength: 3, size: "max" });
