import type { Bookmark } from "../../src/bookmark/bookmark.ts";
import { limitSeen } from "../../src/bookmark/limit-seen.ts";
import type { Plan } from "../../src/bookmark/plan.ts";
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
import { versionOf } from "../../src/bookmark/version.ts";
import { writeBookmark } from "../../src/bookmark/write-bookmark.ts";
import { checkInvariants } from "./bookmark-invariants.ts";
import { beginPart, list } from "./model-plan.ts";
import type { Surroundings } from "./model-surroundings.ts";
import type { ModelObject } from "./s3-model.ts";

/** A run of a tap, paused wherever the world may go on or the tap may be killed. */
export type ModelRun = Generator<undefined, void, undefined>;

/** A tap in the model. */
export type ModelTap = (surroundings: Surroundings) => ModelRun;

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
    const { object, outcome } = yield* open(due, plan.options.startDate, surroundings);
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

/** The due object, or what replaced it in the meantime; a few times, then it waits for the next run. */
function* open(
  due: ModelObject,
  start: Date | null,
  { store, takeFailure }: Surroundings,
): Generator<undefined, { readonly object: ModelObject; readonly outcome: "opened" | "gone" | "failed" }> {
  let object = due;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const current = store.find(due.key);
    if (takeFailure()) return { object: current ?? object, outcome: "failed" };
    if (current === undefined) return { object, outcome: "gone" };
    if (start !== null && current.lastModified <= start) return { object, outcome: "gone" };
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
