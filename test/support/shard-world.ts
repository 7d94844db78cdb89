import { mergeBookmarks } from "../../src/bookmark/merge-bookmarks.ts";
import type { Shard } from "../../src/bookmark/shard.ts";
import { canonical } from "../../src/bookmark/shared-run.ts";
import { latenessMs, patterns } from "./model-stories.ts";
import { makePlan } from "./model-plan.ts";
import { defaultHabits, type ModelPlan, type Surroundings } from "./model-surroundings.ts";
import { ourTap } from "./model-taps.ts";
import { ModelTarget } from "./model-target.ts";
import { S3Model } from "./s3-model.ts";
import type { Fate, Round } from "./shard-rounds.ts";

export interface ShardedOutcome {
  /** Versions that are in the bucket at the end and were not loaded. */
  readonly lost: number;
  /** Records that were loaded twice, though no shard was run again from the base. */
  readonly repeated: number;
  /** Rounds in which the merged state of shards that were all well was not that of one run. */
  readonly unlikeOneRun: number;
  /** Merges whose result depended on the order of the states, on their number, or on how they were grouped. */
  readonly disagreements: number;
}

/** Plays the rounds, each on the merged state of the one before, and then one run of all. */
export function playSharded(
  rounds: readonly Round[],
  maxPlainIds = defaultHabits.maxPlainIds,
  merges = false,
): ShardedOutcome {
  const world = new ShardedWorld(maxPlainIds, merges);
  for (const one of rounds) world.play(one);
  return world.end();
}

interface RunOptions {
  readonly shard?: Shard;
  readonly planned?: ModelPlan | undefined;
  readonly fails?: boolean;
  readonly target?: ModelTarget;
}

class ShardedWorld {
  readonly #store = new S3Model();
  readonly #target: ModelTarget;
  readonly #maxPlainIds: number;
  #base = "null";
  #isBaseRepeated = false;
  #unlikeOneRun = 0;
  #disagreements = 0;

  /** `merges`: the runner of each shard merges each of its states into the one before. */
  constructor(maxPlainIds: number, merges: boolean) {
    this.#maxPlainIds = maxPlainIds;
    this.#target = new ModelTarget(merges);
  }

  play({ shards, isPlanned, fates, order }: Round): void {
    // What the merge writes as a list of ids, a run with fewer plain ids writes as a sketch.
    if (this.#maxPlainIds === defaultHabits.maxPlainIds) this.#compareWithOneRun(shards, isPlanned);
    const planned = isPlanned ? this.#plan(shards) : undefined;
    const states: string[] = [];
    for (let index = 0; index < shards; index++) {
      const own = fates[index % fates.length];
      if (own === undefined) continue;
      for (const { key, content, age, slow } of own.arrivals) {
        this.#store.put(`a${key}`, content, slow ? 0 : age, slow ? age % latenessMs : 0);
      }
      this.#store.wait(own.steps * 500);
      states.push(...this.#runShard({ index, of: shards }, own, planned));
    }
    this.#base = this.#merge(states, order);
  }

  end(): ShardedOutcome {
    this.#store.settle(3 * latenessMs);
    for (let run = 0; run < 2; run++) this.#base = this.#run(this.#base, Infinity, 0);
    const lost = this.#store.objects().filter((object) => !this.#target.hasLoaded(object)).length;
    const repeated = this.#isBaseRepeated ? 0 : this.#target.repeated;
    return { lost, repeated, unlikeOneRun: this.#unlikeOneRun, disagreements: this.#disagreements };
  }

  /** What comes of the round where nothing happens. Nobody loads it. */
  #compareWithOneRun(of: number, isPlanned: boolean): void {
    const target = new ModelTarget();
    const planned = isPlanned ? this.#plan(of) : undefined;
    const single = this.#run(this.#base, Infinity, 0, { target });
    const states = Array.from({ length: of }, (_, index) =>
      this.#run(this.#base, Infinity, 0, { target, shard: { index, of }, planned }),
    );
    const [expected, merged] = [single, this.#mergeOf(states)].map((state) => {
      const { _files, ...rest } = JSON.parse(state);
      return canonical({ ...rest, _files: { ..._files, shards: null } });
    });
    if (merged !== expected) this.#unlikeOneRun += 1;
  }

  #plan(shards: number): ModelPlan {
    const target = new ModelTarget();
    target.state = this.#base;
    return makePlan(this.#surroundings(target), shards);
  }

  #runShard(shard: Shard, { ends, steps, lag }: Fate, planned: ModelPlan | undefined): string[] {
    switch (ends) {
      case "never begun":
        return [];
      case "whole":
        return [this.#run(this.#base, Infinity, 0, { shard, planned })];
      case "killed":
        return [this.#run(this.#base, steps, lag, { shard, planned })];
      case "with a file that fails":
        return [this.#run(this.#base, Infinity, 0, { shard, planned, fails: true })];
      case "again from the base":
        this.#isBaseRepeated = true;
        return [steps, Infinity].map((end) =>
          this.#run(this.#base, end, end === Infinity ? 0 : lag, { shard, planned }),
        );
      case "again from its own state":
        return [this.#run(this.#run(this.#base, steps, lag, { shard, planned }), Infinity, 0, { shard, planned })];
    }
  }

  /** The state that the runner has when the run has ended, or was killed. */
  #run(
    state: string,
    steps: number,
    lag: number,
    { shard, planned, fails = false, target = this.#target }: RunOptions = {},
  ): string {
    target.state = state;
    let isFailing = fails;
    const run = ourTap({
      ...this.#surroundings(target),
      takeFailure: () => {
        const failure = isFailing;
        isFailing = false;
        return failure;
      },
      ...(shard === undefined ? {} : { shard }),
      ...(planned === undefined ? {} : { planned }),
    });
    for (let step = 0; step < steps; step++) if (run.next().done === true) break;
    target.load(steps === Infinity ? 0 : lag);
    return target.state;
  }

  #surroundings(target: ModelTarget): Surroundings {
    return {
      store: this.#store,
      target,
      lookbackMs: latenessMs,
      detectMultipart: true,
      takeFailure: () => false,
      selectionOf: () => ({ pattern: patterns[0], start: null }),
      habits: { ...defaultHabits, maxPlainIds: this.#maxPlainIds },
      assumed: new Set(),
      isChecked: false,
    };
  }

  #merge(states: readonly string[], order: readonly number[]): string {
    const merged = this.#mergeOf(states);
    if (states.length === 0) return merged;
    const shuffled = order.flatMap((index) => states[index % states.length] ?? []);
    if (this.#mergeOf([...shuffled, ...states]) !== merged) this.#disagreements += 1;
    const middle = (order[0] ?? 0) % (states.length + 1);
    const groups = [shuffled, states.slice(middle), states.slice(0, middle)].filter((group) => group.length > 0);
    const inGroups = this.#mergeOf(groups.map((group) => this.#mergeOf(group)));
    if (!this.#isBaseRepeated && inGroups !== merged) this.#disagreements += 1;
    return merged;
  }

  #mergeOf(states: readonly string[]): string {
    const named = states.map((state): { file: string; value: unknown } => ({
      file: "state",
      value: JSON.parse(state),
    }));
    return canonical(mergeBookmarks("t", JSON.parse(this.#base), named) ?? null);
  }
}
