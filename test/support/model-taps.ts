import { Planner, type Plan } from "../../src/bookmark/plan.ts";
import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import { bookmarkOf, checkpoint, finish, postpone, resumePoint, startRun, type Run } from "../../src/bookmark/run.ts";
import type { Bookmark } from "../../src/bookmark/bookmark.ts";
import { formatLikePython } from "../../src/bookmark/timestamp.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
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
  /** What was taken for done at a switch from another tap. */
  readonly assumed: Set<ModelObject>;
  /** Whether the invariants are checked at every state. */
  readonly isChecked: boolean;
}

/** A run of a tap, paused wherever the world may go on or the tap may be killed. */
export type ModelRun = Generator<undefined, void, undefined>;

/** A tap in the model. */
export type ModelTap = (surroundings: Surroundings) => ModelRun;

const pageSize = 4;
const attempts = 4;

/** This tap: the bookmark as the real program uses it, between a modelled store and target. */
export function* ourTap(surroundings: Surroundings): ModelRun {
  const { store, target, lookbackMs } = surroundings;
  const incoming: unknown = JSON.parse(target.state);
  const asOf = store.clock();
  const oldestUpload = surroundings.detectMultipart ? store.oldestUpload() : null;
  yield;
  const options = { asOf, oldestUpload, startDate: null, lookbackMs, replayEqual: false, cfg: "cfg" };
  const planner = new Planner<ModelObject>(readBookmark(incoming, "t"), options);
  const listed: ModelObject[] = [];
  const passedOver: ModelObject[] = [];
  for (let after = ""; ; yield) {
    const page = store.page(after, pageSize);
    listed.push(...page);
    passedOver.push(...page.filter((object) => planner.consider(object) !== "due"));
    if (page.length < pageSize) break;
    after = page.at(-1)?.key ?? "";
  }
  const plan = planner.finish();
  const journal = new Journal(surroundings, plan, listed, passedOver);
  let run = startRun(plan);
  if (plan.isAdopting) journal.write(run, incoming);
  for (const due of plan.due) {
    yield;
    const { object, outcome } = yield* open(due, surroundings);
    // What was replaced is not there to be lost or repeated.
    if (object !== due) listed.splice(listed.indexOf(due), 1, object);
    if (outcome === "opened") {
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
    } else {
      journal.settle(object);
      run = finish(run, object);
    }
    yield;
    journal.write(run, incoming);
  }
  journal.write(run, incoming);
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
  readonly #listed: readonly ModelObject[];
  readonly #done: Set<ModelObject>;
  #before: Bookmark | null = null;

  constructor(
    surroundings: Surroundings,
    plan: Plan<ModelObject>,
    listed: readonly ModelObject[],
    passedOver: readonly ModelObject[],
  ) {
    const { target, assumed } = surroundings;
    if (plan.isAdopting) for (const object of passedOver) assumed.add(object);
    this.#surroundings = surroundings;
    this.#plan = plan;
    this.#listed = listed;
    this.#done = new Set(passedOver.filter((object) => target.hasWritten(object) || assumed.has(object)));
  }

  settle(object: ModelObject): void {
    this.#done.add(object);
  }

  write(run: Run<ModelObject>, incoming: unknown): void {
    const { target, isChecked } = this.#surroundings;
    const bookmark = bookmarkOf(run);
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
    target.writeState(() => writeBookmark(bookmark, incoming));
  }
}

/**
 * The reference tap's rule: what is newer than `modified_since`, one state per object, its stamp as
 * listed, but not above the start of the run. It stops at what it cannot read.
 */
export function* referenceTap({ store, target, takeFailure }: Surroundings): ModelRun {
  const { now: started } = store;
  const incoming: unknown = JSON.parse(target.state);
  const { modifiedSince } = readBookmark(incoming, "t");
  const due: ModelObject[] = [];
  for (let after = ""; ; yield) {
    const page = store.page(after, pageSize);
    due.push(...page.filter((object) => modifiedSince < object.lastModified.getTime()));
    after = page.at(-1)?.key ?? "";
    if (page.length < pageSize) break;
  }
  for (const listed of due.sort((a, b) => a.lastModified.getTime() - b.lastModified.getTime())) {
    yield;
    const object = store.find(listed.key);
    if (takeFailure() || object === undefined) return;
    for (let record = 0; record < object.records; record++) {
      target.writeRecord(object, record);
      yield;
    }
    const stamp = listed.lastModified.getTime();
    const kept = typeof incoming === "object" ? incoming : {};
    target.writeState(() => ({ ...kept, modified_since: formatLikePython(Math.min(stamp, started)) }));
  }
}
