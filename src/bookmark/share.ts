import type { Bookmark, Part, StoredBookmark } from "./bookmark.ts";
import { versionsIn } from "./finished.ts";
import { passFloor } from "./pass-floor.ts";
import type { Plan } from "./plan.ts";
import { readStored } from "./read-bookmark.ts";
import { currentBookmark, type Run, undoneIn } from "./run.ts";
import { isOfShard, type Shard } from "./shard.ts";
import { isShared, type SharedBookmark } from "./shared-bookmark.ts";
import { originOf, runOf, type SharedRun } from "./shared-run.ts";
import { type Listed, versionOf } from "./version.ts";

/** One shard's share in the run of one table. */
export interface Share {
  readonly shard: Shard;
  readonly run: string;
  /** What the shard itself has left behind, where it is run again from that; then it goes on adding. */
  readonly begun: SharedBookmark | null;
  /** The shard's own objects of which the state knows how far they were read. */
  readonly parts: readonly Part[];
  /** Ids of versions of which that is not to count any more. */
  readonly dropped: readonly string[];
}

/** The share that begins with what the state holds of a table, where keys tell whose objects are. */
export function beginShare(shard: Shard, stream: string, incoming: unknown): Share {
  const stored = readStored(incoming, stream);
  const parts = stored.files?.parts.filter(({ key }) => isOfShard(key, shard)) ?? [];
  const begun = begunBy(shard, stored);
  if (begun === null || originOf(begun.files.shared.run).plan !== null)
    return { shard, run: runOf(stream, incoming, shard.of), begun: null, parts, dropped: [] };
  const { run, dropped } = begun.files.shared;
  return { shard, run, begun, parts, dropped };
}

/** What the shard itself has left behind, or null where the state is another. */
export function begunBy(shard: Shard, stored: StoredBookmark): SharedBookmark | null {
  if (!isShared(stored)) return null;
  const { shards, shard: writer, isWhole } = stored.files.shared;
  return writer === shard.index && shards === shard.of && !isWhole ? stored : null;
}

/**
 * What the STATE of a shard says: the bookmark that the run began with, and beside it what this shard has read and proven.
 * The floor stays where it is: how far it may rise, only all shards together can tell.
 */
export function shareBookmark<T extends Listed>(run: Run<T>, share: Share): Bookmark {
  const { shard, run: id, begun } = share;
  const { plan } = run;
  const undone = undoneIn(run);
  const proof = {
    proven: Math.min(undone - 1, plan.ceiling),
    undone,
    passed: currentBookmark(run).modifiedSince,
  };
  const before = begun?.files.shared;
  const shared: SharedRun = {
    run: id,
    shards: shard.of,
    shard: shard.index,
    asOf: before?.asOf ?? plan.options.asOf.getTime(),
    gone: before?.gone ?? plan.gone.filter(({ lastModified }) => lastModified > plan.floor),
    proofs: new Map([[shard.index, proof]]),
    done: [...(before?.done ?? []), ...versionsIn(run.finished)],
    dropped: droppedIn(run, share),
    isWhole: false,
  };
  return { ...(begun === null ? beginningOf(run) : asBookmark(begun)), parts: run.parts, shared };
}

/** Of what was begun before, all that the run has read to its end, or found to be of no use. */
function droppedIn<T extends Listed>({ parts: left }: Run<T>, { parts, dropped }: Share): readonly string[] {
  const kept = new Set(left.map(versionOfPart));
  return [...new Set([...dropped, ...parts.map(versionOfPart).filter((id) => !kept.has(id))])].toSorted();
}

/** The id of the version that was begun. */
export function versionOfPart({ key, etag, lastModified, byte }: Part): string {
  return versionOf({ key, etag, lastModified: new Date(lastModified), size: byte }).id;
}

/** The bookmark that the run began with, held against the listing. */
function beginningOf<T extends Listed>({ plan }: Run<T>): Bookmark {
  const below = plan.below.copy();
  const covered = passFloor(plan.covered, plan.floor, below);
  return { ...unreadBookmark(plan), seen: [...plan.seen, ...covered], below };
}

/** The bookmark of a plan of which nothing has been read, without what earlier coverages have. */
export function unreadBookmark<T extends Listed>(plan: Plan<T>): Bookmark {
  const { floor, modifiedSince, seen, below, earlier, archived } = plan;
  return {
    scope: plan.options.scope,
    modifiedSince,
    previousModifiedSince: modifiedSince,
    floor,
    seen,
    below,
    undone: Infinity,
    parts: [],
    earlier,
    archived: archived === null ? null : [...archived],
    replaced: null,
  };
}

/** A bookmark that was stored, to be written again. */
export function asBookmark({ modifiedSince, files }: SharedBookmark): Bookmark {
  const { scope, floor, seen, below, parts, earlier, archived, shared } = files;
  return {
    scope,
    modifiedSince,
    previousModifiedSince: modifiedSince,
    floor,
    seen,
    below,
    undone: Infinity,
    parts,
    earlier,
    archived: archived ?? null,
    replaced: null,
    shared,
  };
}
