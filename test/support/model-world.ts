import { defaultHabits, type Habits, type Surroundings } from "./model-surroundings.ts";
import type { Selection } from "./model-scope.ts";
import type { ModelRun, ModelTap } from "./model-taps.ts";
import { ModelTarget } from "./model-target.ts";
import { type Happening, latenessMs, type Pattern, patterns } from "./model-stories.ts";
import { S3Model, type ModelObject } from "./s3-model.ts";

/** Who reads the bucket: taps that take turns, each for an equal part of the story. */
export interface Readers {
  readonly taps: readonly ModelTap[];
  readonly lookbackMs: number;
  readonly detectMultipart: boolean;
  /** Whether the invariants are checked at every state. */
  readonly isChecked: boolean;
  /** What of this tap is as in the program, unless told otherwise. */
  readonly habits?: Partial<Habits>;
  /** How long the store's clock runs before each run begins, and with each of the tap's steps. */
  readonly pace?: { readonly pauseMs: number; readonly stepMs: number };
}

/** What came of it. */
export interface Outcome {
  /** Versions that were in the bucket at the end. */
  readonly final: number;
  readonly lost: readonly ModelObject[];
  /** The lost versions that became visible only after the last tap had begun its first complete run. */
  readonly lostAfterSwitch: readonly ModelObject[];
  /** Records that were written again after they had been loaded. */
  readonly repeated: number;
  /** Of how many versions. */
  readonly repeatedVersions: number;
}

/** Plays a story to its end: then all writing ends, and the last tap runs undisturbed. */
export function play(story: readonly Happening[], readers: Readers): Outcome {
  const store = new S3Model();
  const target = new ModelTarget(readers.habits?.merges);
  const reader = new Reader(store, target, readers);
  for (const [index, next] of story.entries()) {
    reader.takeTurn(Math.floor((index * readers.taps.length) / story.length));
    happen(next, store, reader);
  }
  reader.takeTurn(readers.taps.length - 1);
  reader.finishRun();
  store.settle(3 * latenessMs);
  reader.changePattern(patterns[0]);
  reader.changeStart(null);
  for (let run = 0; run < 2; run++) reader.finishRun();
  const final = store.objects();
  const lost = final.filter((object) => !target.hasLoaded(object));
  const lostAfterSwitch = lost.filter((object) => (store.visibleSince.get(object) ?? 0) > reader.switchedAt);
  const { repeated } = target;
  return { final: final.length, lost, lostAfterSwitch, repeated, repeatedVersions: target.repeatedObjects.size };
}

function happen(next: Happening, store: S3Model, reader: Reader): void {
  switch (next.do) {
    case "put":
      return store.put(next.key, next.content, 0, 0);
    case "put slowly":
      return store.put(next.key, next.content, 0, next.takes);
    case "replicate":
      return store.put(next.key, next.content, next.age, 0);
    case "restore":
      // The only way in which an older version comes to be the current one.
      store.delete(next.key);
      return store.put(next.key, next.content, next.age, 0);
    case "begin upload":
      return store.beginUpload(next.key, next.content);
    case "complete upload":
      return store.completeUpload(next.index);
    case "delete":
      return store.delete(next.key);
    case "replicate in order":
      return store.replicateInOrder(next.key, next.content);
    case "put many":
      for (let index = 0; index < next.count; index++) store.put(`${"bcdhijn"[index % 7]}${index}`, next.content, 0, 0);
      return;
    case "expire":
      return store.expire(next.age);
    case "change the pattern":
      return reader.changePattern(next.pattern);
    case "change the start":
      return reader.changeStart(next.age === null ? null : new Date(store.now - next.age));
    case "wait":
      return store.wait(next.milliseconds);
    case "let the tap go on":
      return reader.goOn(next.steps);
    case "fail the next read":
      return reader.failNextRead();
    case "kill the tap":
      return reader.kill(next.lag);
  }
}

/** With this one every story ends. */
const lastSelection: Selection = { pattern: patterns[0], start: null };
/** The present one, and six that a bookmark remembers. */
const maxSelections = 7;

/** The runner: starts a tap when none runs, lets the target load, and hands its state to the next. */
class Reader {
  /** When the tap of this turn listed for the first time in a run that wrote its first state. */
  switchedAt = Infinity;
  readonly #surroundings: Surroundings;
  readonly #target: ModelTarget;
  readonly #store: S3Model;
  readonly #taps: readonly ModelTap[];
  readonly #pace: NonNullable<Readers["pace"]>;
  #turn = 0;
  #run: ModelRun | null = null;
  #fails = false;
  #pattern: Pattern = patterns[0];
  #start: Date | null = null;
  #selection: Selection = lastSelection;
  readonly #selected = new Set([JSON.stringify(lastSelection)]);

  constructor(
    store: S3Model,
    target: ModelTarget,
    { taps, lookbackMs, detectMultipart, isChecked, pace, habits }: Readers,
  ) {
    this.#store = store;
    this.#target = target;
    this.#taps = taps;
    // By default reading takes no time: runs follow each other within one second, the hardest case.
    this.#pace = pace ?? { pauseMs: 0, stepMs: 0 };
    const takeFailure = (): boolean => {
      const fails = this.#fails;
      this.#fails = false;
      return fails;
    };
    const selectionOf = (): Selection => this.#select();
    this.#surroundings = {
      store,
      target,
      lookbackMs,
      detectMultipart,
      takeFailure,
      selectionOf,
      habits: { ...defaultHabits, ...habits },
      assumed: new Set(),
      isChecked,
    };
  }

  takeTurn(turn: number): void {
    if (turn === this.#turn) return;
    this.kill(0);
    this.#turn = turn;
    this.switchedAt = Infinity;
  }

  goOn(steps: number): void {
    this.#run ??= this.#begin();
    for (let step = 0; step < steps; step++) {
      this.#store.wait(this.#pace.stepMs);
      if (this.#run.next().done === true) return this.#end();
    }
  }

  finishRun(): void {
    this.#fails = false;
    this.#run ??= this.#begin();
    while (this.#run.next().done !== true);
    this.#end();
  }

  /** The running tap keeps the config that it began with. */
  changePattern(pattern: Pattern): void {
    this.#pattern = pattern;
  }

  /** Beyond so many selections the bookmark promises nothing: then the config stays as it was. */
  #select(): Selection {
    const wanted = { pattern: this.#pattern, start: this.#start };
    this.#selected.add(JSON.stringify(this.#selected.size < maxSelections ? wanted : this.#selection));
    if (this.#selected.has(JSON.stringify(wanted))) this.#selection = wanted;
    return this.#selection;
  }

  changeStart(start: Date | null): void {
    this.#start = start;
  }

  failNextRead(): void {
    this.#fails = true;
  }

  kill(lag: number): void {
    this.#run = null;
    this.#target.load(lag);
  }

  #begin(): ModelRun {
    const tap = this.#taps[this.#turn];
    if (tap === undefined) throw new Error("a turn without a tap");
    this.#store.wait(this.#pace.pauseMs);
    return tap(this.#surroundings);
  }

  #end(): void {
    this.#run = null;
    this.#target.load();
    if (this.switchedAt === Infinity) this.switchedAt = this.#store.now;
  }
}
