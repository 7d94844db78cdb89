import { type Bookmark, limitSeen, type Scope } from "../../src/bookmark/bookmark.ts";
import type { EarlierScope } from "../../src/bookmark/earlier-coverage.ts";
import type { Plan } from "../../src/bookmark/plan.ts";
import { beginPlanned, isStateOf, type PlannedTable, readPlanned, writePlanned } from "../../src/bookmark/planned.ts";
import { Planner } from "../../src/bookmark/planner.ts";
import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import {
  currentBookmark,
  checkpoint,
  dismiss,
  finish,
  postpone,
  resumePoint,
  startRun,
  type Run,
} from "../../src/bookmark/run.ts";
import { beginShare, type Share, shareBookmark } from "../../src/bookmark/share.ts";
import { isOfShard, type Shard } from "../../src/bookmark/shard.ts";
import { versionOf } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
import { deal } from "../../src/plan/deal.ts";
import { checkInvariants } from "./bookmark-invariants.ts";
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
  /** The letters that the key of an object of the table begins with, as the config has them now. */
  readonly patternOf: () => string;
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
  /** What is done below the floor is remembered by a sketch. */
  readonly sketch: boolean;
  /** The limit never raises the floor above the start of the listing. */
  readonly startOfListing: boolean;
  readonly seenLimit: number;
  /** Of so many ids, and no more, each is kept. */
  readonly maxPlainIds: number;
}

export const defaultHabits: Habits = {
  floorRule: true,
  scope: true,
  sketch: true,
  startOfListing: true,
  seenLimit: Infinity,
  maxPlainIds: 64,
};

/** A run of a tap, paused wherever the world may go on or the tap may be killed. */
export type ModelRun = Generator<undefined, void, undefined>;

/** A tap in the model. */
export type ModelTap = (surroundings: Surroundings) => ModelRun;

/** Objects on a page. */
export const pageSize = 4;
const attempts = 4;

/** This tap: the bookmark as the real program uses it, between a modelled store and target. */
export function* ourTap(surroundings: Surroundings): ModelRun {
  const { target, shard, planned } = surroundings;
  const incoming: unknown = JSON.parse(target.state);
  const found =
    shard !== undefined && planned !== undefined ? beginPart(planned, shard, surroundings) : yield* list(surroundings);
  const { plan, listed, skippedFiles } = found;
  const share = found.share ?? (shard === undefined ? null : beginShare(shard, "t", incoming));
  const isDone = new Set(share?.begun?.files.shared.done.map(({ id }) => id));
  const journal = new Journal(surroundings, { plan, share }, listed, skippedFiles);
  let run = startRun(plan);
  if (plan.isAdopting) journal.write(run, incoming);
  for (const due of plan.due) {
    yield;
    const { object, outcome } = yield* open(due, surroundings);
    // What was replaced is not there to be lost or repeated.
    if (object !== due) listed.splice(listed.indexOf(due), 1, object);
    if (outcome === "gone") listed.splice(listed.indexOf(object), 1);
    if (outcome === "opened" && !isDone.has(versionOf(object).id)) {
      for (let record = resumePoint(run, object)?.records ?? 0; record < object.records;) {
        target.writeRecord(object, record++);
        yield;
        run = checkpoint(run, object, { records: record, line: record + 2, byte: 10 * record });
        journal.write(run, incoming);
        yield;
      }
    }
    if (outcome === "failed") {
      run = postpone(run, object);
    } else if (outcome === "gone") {
      run = dismiss(run, object);
    } else {
      journal.settle(object);
      run = finish(run, object);
    }
    yield;
    journal.write(run, incoming);
  }
  journal.write(run, incoming);
}

/** What is listed of the table. */
interface Found {
  readonly plan: Plan<ModelObject>;
  readonly listed: ModelObject[];
  readonly skippedFiles: readonly ModelObject[];
  /** Where a plan tells how the bookmark begins. */
  readonly share?: Share;
}

/** Makes a plan for so many shards, as it is written and read. */
export function makePlan(surroundings: Surroundings, shards: number): ModelPlan {
  const listing = list(surroundings);
  for (;;) {
    const { done, value } = listing.next();
    if (done !== true) continue;
    const incoming: unknown = JSON.parse(surroundings.target.state);
    const text = JSON.stringify(writePlanned(value.plan, { stream: "t", incoming, shards }));
    const table = readPlanned(JSON.parse(text), "t", "plan");
    if (table === null) throw new Error("what was written of a plan cannot be read");
    const due = [...value.plan.due];
    const owners = deal(
      Float64Array.from(due, ({ size }) => size),
      shards,
    );
    const parts = Array.from({ length: shards }, (_, shard) => due.filter((_, index) => owners[index] === shard));
    return { table, parts };
  }
}

function beginPart({ table, parts }: ModelPlan, shard: Shard, { target, lookbackMs }: Surroundings): Found {
  const state = { shard, stream: "t", incoming: JSON.parse(target.state) };
  if (!isStateOf(table, state)) throw new Error("a shard is refused the state that its plan was made with");
  const part = parts[shard.index] ?? [];
  const begun = beginPlanned(table, part, state, { startDate: null, lookbackMs, cfgOf: () => "cfg" });
  return { ...begun, listed: [...part], skippedFiles: [] };
}

/** Lists, as a run or its plan does. */
function* list(surroundings: Surroundings): Generator<undefined, Found, undefined> {
  const { store, target, lookbackMs, habits } = surroundings;
  const pattern = surroundings.patternOf();
  const incoming: unknown = JSON.parse(target.state);
  const asOf = store.clock();
  const oldestUpload = surroundings.detectMultipart ? store.oldestUpload() : null;
  yield;
  const scope = [habits.scope ? pattern : "any"];
  const { maxPlainIds } = habits;
  const { shard } = surroundings;
  const isOwn = shard && ((key: string): boolean => isOfShard(key, shard));
  const options = { asOf, oldestUpload, startDate: null, lookbackMs, cfgOf: () => "cfg", scope, maxPlainIds, isOwn };
  const planner = new Planner<ModelObject>(readBookmark(incoming, "t"), options, readScope);
  const listed: ModelObject[] = [];
  const skippedFiles: ModelObject[] = [];
  for (let after = ""; ; yield) {
    const page = store.page(after, pageSize);
    const own = page.filter((object) => matches(pattern, object));
    listed.push(...own);
    skippedFiles.push(...own.filter((object) => planner.consider(object) !== "due"));
    for (const object of page) if (!matches(pattern, object)) planner.other(object);
    if (page.length < pageSize) break;
    after = page.at(-1)?.key ?? "";
  }
  if (planner.endListing()) {
    for (let after = ""; ; yield) {
      const page = store.page(after, pageSize);
      for (const object of page) planner.find(object, false);
      if (page.length < pageSize) break;
      after = page.at(-1)?.key ?? "";
    }
    // What was late and is not there any more was neither read nor assumed to be.
    const replaced = new Set(skippedFiles.filter((object) => store.find(object.key) !== object));
    for (const objects of [listed, skippedFiles]) takeOut(objects, replaced);
  }
  const plan = planner.finish();
  const due = new Set(plan.due);
  for (const object of plan.due) if (!listed.includes(object)) listed.push(object);
  takeOut(skippedFiles, due);
  return { plan, listed, skippedFiles };
}

/** The due object, or what replaced it in the meantime; a few times, then it waits for the next run. */
function* open(
  due: ModelObject,
  { store, takeFailure }: Surroundings,
): Generator<undefined, { readonly object: ModelObject; readonly outcome: "opened" | "gone" | "failed" }> {
  let object = due;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (takeFailure()) break;
    const current = store.find(due.key);
    if (current === undefined) return { object, outcome: "gone" };
    if (current.etag === object.etag) return { object, outcome: "opened" };
    object = current;
    yield;
  }
  return { object, outcome: "failed" };
}

/** Writes the states of one run, and checks each of them first. */
class Journal {
  readonly #surroundings: Surroundings;
  readonly #plan: Plan<ModelObject>;
  readonly #share: Share | null;
  readonly #listed: readonly ModelObject[];
  readonly #done: Set<ModelObject>;
  #before: Bookmark | null = null;

  constructor(
    surroundings: Surroundings,
    { plan, share }: { readonly plan: Plan<ModelObject>; readonly share: Share | null },
    listed: readonly ModelObject[],
    skippedFiles: readonly ModelObject[],
  ) {
    const { target, assumed } = surroundings;
    if (plan.isAdopting) for (const object of skippedFiles) assumed.add(object);
    this.#surroundings = surroundings;
    this.#plan = plan;
    this.#share = share;
    this.#listed = listed;
    this.#done = new Set(skippedFiles.filter((object) => target.hasWritten(object) || assumed.has(object)));
  }

  settle(object: ModelObject): void {
    this.#done.add(object);
  }

  write(run: Run<ModelObject>, incoming: unknown): void {
    const { target, isChecked, habits } = this.#surroundings;
    const share = this.#share;
    if (share !== null) {
      target.writeState(() => writeBookmark(shareBookmark(run, share), incoming));
      return;
    }
    const whole = currentBookmark(run);
    const { limitCeiling } = this.#plan;
    const { bookmark } = limitSeen(whole, habits.seenLimit, habits.startOfListing ? limitCeiling : Infinity);
    if (isChecked) {
      checkInvariants({
        plan: this.#plan,
        bookmark,
        before: this.#before,
        listed: this.#listed,
        isDone: (object) => this.#done.has(object),
        hasWritten: (object, records) => target.hasWritten(object, records),
      });
    }
    this.#before = bookmark;
    target.writeState(() => writeBookmark(this.#kept(bookmark), incoming));
  }

  /** What a tap without some of its habits would have written. */
  #kept(bookmark: Bookmark): Bookmark {
    const { floorRule, sketch } = this.#surroundings.habits;
    const risen = Math.max(bookmark.floor, Math.min(bookmark.undone - 1, this.#plan.ceiling));
    const floor = floorRule ? bookmark.floor : risen;
    const modifiedSince = floorRule ? bookmark.modifiedSince : Math.max(bookmark.modifiedSince, floor);
    return { ...bookmark, floor, modifiedSince, below: sketch ? bookmark.below : null };
  }
}

function matches(pattern: string, { key }: Pick<ModelObject, "key">): boolean {
  return pattern.includes(key[0] ?? "");
}

function readScope([pattern]: Scope): EarlierScope | null {
  return { includes: (object) => matches(pattern ?? "", object), isListed: true };
}

function takeOut(objects: ModelObject[], others: ReadonlySet<ModelObject>): void {
  for (let index = objects.length - 1; index >= 0; index--) {
    const object = objects[index];
    if (object !== undefined && others.has(object)) objects.splice(index, 1);
  }
}
