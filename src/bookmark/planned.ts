import { isObject, type JsonObject } from "../json.ts";
import { sketchedUpTo, type Part } from "./bookmark.ts";
import { orderDue } from "./due-objects.ts";
import { IdSet } from "./id-set.ts";
import { PackedObjects } from "./packed-objects.ts";
import { boundsOf } from "./plan-bounds.ts";
import type { Plan, PlanFindings, PlanOptions } from "./plan.ts";
import { readStored } from "./read-bookmark.ts";
import { begunBy, type Share, unreadBookmark, versionOfPart } from "./share.ts";
import type { Shard } from "./shard.ts";
import { isShared, type SharedBookmark } from "./shared-bookmark.ts";
import { plannedRun, readVersions, runOf, type SharedRun } from "./shared-run.ts";
import { writeSeen } from "./seen-text.ts";
import { type Listed, type Version, versionOf } from "./version.ts";
import { writeBookmark } from "./write-bookmark.ts";

/** The plan of one table as shards are handed it, beside the objects that are due. */
export interface PlannedTable {
  /** As of a shard that has read nothing. */
  readonly bookmark: SharedBookmark;
  readonly oldestUpload: Date | null;
  readonly newestSkipped: number;
  readonly covered: readonly Version[];
  readonly isAdopting: boolean;
}

/** Whose plan is written, and for how many. */
export interface PlannedFor {
  readonly stream: string;
  /** What the state holds for the stream. */
  readonly incoming: unknown;
  readonly shards: number;
}

/** For a file: what `readPlanned` reads. */
export function writePlanned<T extends Listed>(plan: Plan<T>, { stream, incoming, shards }: PlannedFor): JsonObject {
  const { options } = plan;
  const shared: SharedRun = {
    run: runOf(stream, incoming, shards),
    shards,
    shard: null,
    asOf: options.asOf.getTime(),
    gone: plan.gone,
    proofs: new Map(),
    done: [],
    dropped: droppedBy(plan, readStored(incoming, stream).files?.parts ?? []),
    isWhole: false,
  };
  return {
    bookmark: writeBookmark({ ...unreadBookmark(plan), shared }, null),
    oldest_upload: options.oldestUpload?.toISOString() ?? null,
    newest_skipped: Number.isFinite(plan.newestSkipped) ? plan.newestSkipped : null,
    covered: writeSeen(plan.covered),
    adopts: plan.isAdopting,
  };
}

/** Ids of what was begun and is nobody's to go on with: it is not due any more. */
function droppedBy<T extends Listed>(plan: Plan<T>, begun: readonly Part[]): readonly string[] {
  if (begun.length === 0) return [];
  const keys = new Set(begun.map(({ key }) => key));
  const due = new Set<string>();
  for (const { key } of plan.due) if (keys.has(key)) due.add(key);
  const kept = new Set(plan.parts.map(versionOfPart));
  const dropped = begun.filter((part) => !due.has(part.key) && !kept.has(versionOfPart(part)));
  return dropped.map(versionOfPart).toSorted();
}

/** What `writePlanned` made, of the plan of this name; null where it is something else. Throws TapError as a state does. */
export function readPlanned(value: unknown, stream: string, plan: string): PlannedTable | null {
  if (!isObject(value)) return null;
  const bookmark = readStored(value["bookmark"], stream);
  const { oldest_upload: upload, newest_skipped: skipped, adopts } = value;
  const covered = readVersions(value["covered"]);
  if (!isShared(bookmark) || covered === null || typeof adopts !== "boolean") return null;
  const { files } = bookmark;
  const shared = { ...files.shared, run: plannedRun(files.shared.run, plan) };
  return {
    bookmark: { ...bookmark, files: { ...files, shared } },
    oldestUpload: typeof upload === "string" ? new Date(upload) : null,
    newestSkipped: typeof skipped === "number" ? skipped : -Infinity,
    covered,
    isAdopting: adopts,
  };
}

/** What a shard is given beside the plan. */
export interface PlannedState {
  readonly shard: Shard;
  readonly stream: string;
  /** What the state holds for the stream. */
  readonly incoming: unknown;
}

/** Whether the plan was made with this state, or the shard has left it while it read its part. */
export function isStateOf(planned: PlannedTable, state: PlannedState): boolean {
  const { shard, stream, incoming } = state;
  const { run } = planned.bookmark.files.shared;
  return begunIn(planned, state) !== null || run.startsWith(plannedRun(runOf(stream, incoming, shard.of), ""));
}

function begunIn({ bookmark }: PlannedTable, { shard, stream, incoming }: PlannedState): SharedBookmark | null {
  const begun = begunBy(shard, readStored(incoming, stream));
  return begun?.files.shared.run === bookmark.files.shared.run ? begun : null;
}

/** Settings that are not written into a plan. */
export type PlannedOptions = Pick<PlanOptions, "startDate" | "lookbackMs" | "fingerprintOf">;

/** What the shard is to do with its part of the objects that are due, and how its bookmark begins. */
export function beginPlanned<T extends Listed>(
  planned: PlannedTable,
  part: readonly T[],
  state: PlannedState,
  settings: PlannedOptions,
  revive: (listed: Listed) => T,
): { readonly plan: Plan<T>; readonly share: Share } {
  const { files, modifiedSince } = planned.bookmark;
  const { asOf: moment, gone, run, dropped } = files.shared;
  const { floor, below, earlier, archived, scope } = files;
  const asOf = new Date(moment);
  const options = { ...settings, asOf, oldestUpload: planned.oldestUpload, scope: scope ?? [], isOwn: () => true };
  const begun = begunIn(planned, state);
  const done = begun?.files.shared.done ?? [];
  const isDone = new Set(done.map(({ id }) => id));
  const open = new PackedObjects(revive);
  for (const object of part) if (!isDone.has(versionOf(object).id)) open.push(object);
  const parts = begun?.files.parts ?? ownParts(state, part);
  const { due, oldestFrom, overrun, ...ordered } = orderDue(open, parts, options, floor);
  const plan: Plan<T> = {
    options,
    due,
    oldestFrom,
    modifiedSince,
    newestSkipped: planned.newestSkipped,
    floor,
    ...boundsOf(options),
    // What has replaced an object since the listing says nothing of others that came with it.
    seen: [...files.seen, ...done.filter(({ lastModified }) => lastModified <= moment)],
    gone,
    covered: planned.covered,
    below: below ?? new IdSet(),
    earlier,
    sketchedUpTo: sketchedUpTo(earlier),
    archived: archived === undefined ? null : new Set(archived),
    replaced: null,
    // What has replaced an object of the part may have been begun as well.
    parts: begun === null ? ordered.parts : parts.filter(({ key }) => !overrun.includes(key)),
    isAdopting: planned.isAdopting,
    findings: { ...nothingToTell, overrun },
  };
  const share = { shard: state.shard, run, begun, parts, dropped: begun?.files.shared.dropped ?? dropped };
  return { plan, share };
}

/** Of what the run before had begun, that which is the shard's. */
function ownParts({ stream, incoming }: PlannedState, objects: readonly Listed[]): readonly Part[] {
  const parts = readStored(incoming, stream).files?.parts ?? [];
  if (parts.length === 0) return [];
  const keys = new Set(objects.map(({ key }) => key));
  return parts.filter(({ key }) => keys.has(key));
}

/** It was told when the plan was made. */
const nothingToTell: PlanFindings = {
  atBookmark: 0,
  late: 0,
  unidentified: null,
  isOtherScope: false,
  future: null,
  overrun: [],
  gone: 0,
  unremembered: 0,
};
