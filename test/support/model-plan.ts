import { scopesToCompare } from "../../src/bookmark/coverages.ts";
import type { Plan } from "../../src/bookmark/plan.ts";
import { beginPlanned, isStateOf, readPlanned, writePlanned } from "../../src/bookmark/planned.ts";
import { Planner } from "../../src/bookmark/planner.ts";
import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import type { Share } from "../../src/bookmark/share.ts";
import { isOfShard, type Shard } from "../../src/bookmark/shard.ts";
import { deal } from "../../src/plan/deal.ts";
import { matches, rangeToList, readScope, scopeOf } from "./model-scope.ts";
import type { ModelPlan, Surroundings } from "./model-surroundings.ts";
import type { ModelObject } from "./s3-model.ts";

/** Objects on a page. */
export const pageSize = 4;
/** What is listed of the table. */
export interface Found {
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

export function beginPart({ table, parts }: ModelPlan, shard: Shard, { target, lookbackMs }: Surroundings): Found {
  const state = { shard, stream: "t", incoming: JSON.parse(target.state) };
  if (!isStateOf(table, state)) throw new Error("a shard is refused the state that its plan was made with");
  const part = parts[shard.index] ?? [];
  const begun = beginPlanned(
    table,
    part,
    state,
    { startDate: null, lookbackMs, fingerprintOf: () => "cfg" },
    reviveNone,
  );
  return { ...begun, listed: [...part], skippedFiles: [] };
}

/** The model tells objects by what they are, and has too few of them for any to be packed. */
function reviveNone(): ModelObject {
  throw new Error("there are more objects than are kept as they are");
}

/** Lists, as a run or its plan does. */
export function* list(surroundings: Surroundings): Generator<undefined, Found, undefined> {
  const { store, target, lookbackMs, habits } = surroundings;
  const selection = surroundings.selectionOf();
  const { pattern, start: startDate } = selection;
  const stored = readBookmark(JSON.parse(target.state), "t");
  const asOf = store.clock();
  const oldestUpload = surroundings.detectMultipart ? store.oldestUpload() : null;
  yield;
  const scope = habits.scope ? scopeOf(selection) : ["any"];
  const { maxPlainIds, foldedAt } = habits;
  const { shard } = surroundings;
  const isOwn = shard && ((key: string): boolean => isOfShard(key, shard));
  const options = {
    asOf,
    oldestUpload,
    startDate,
    lookbackMs,
    fingerprintOf: () => "cfg",
    scope,
    maxPlainIds,
    foldedAt,
    isOwn,
  };
  const earlier = habits.widerListing ? scopesToCompare(stored, scope, startDate?.getTime() ?? -Infinity) : [];
  const range = rangeToList(pattern, earlier);
  const planner = new Planner(stored, options, reviveNone, (other) => readScope(other, range));
  const listed: ModelObject[] = [];
  const skippedFiles: ModelObject[] = [];
  for (let after = ""; ; yield) {
    const page = store.page(after, pageSize, range);
    for (const object of page.filter((found) => matches(pattern, found))) {
      const verdict = planner.consider(object);
      if (verdict === "before-start") continue;
      listed.push(object);
      if (verdict !== "due") skippedFiles.push(object);
    }
    for (const object of page) if (!matches(pattern, object)) planner.other(object);
    if (page.length < pageSize) break;
    after = page.at(-1)?.key ?? "";
  }
  if (planner.endListing()) {
    for (let after = ""; ; yield) {
      const page = store.page(after, pageSize, range);
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

function takeOut(objects: ModelObject[], others: ReadonlySet<ModelObject>): void {
  for (let index = objects.length - 1; index >= 0; index--) {
    const object = objects[index];
    if (object !== undefined && others.has(object)) objects.splice(index, 1);
  }
}
