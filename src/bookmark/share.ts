import { type Bookmark, passFloor, type StoredBookmark } from "./bookmark.ts";
import { readStored } from "./read-bookmark.ts";
import { currentBookmark, finishedIn, type Run, undoneIn } from "./run.ts";
import type { Shard } from "./shard.ts";
import { isShared, type SharedBookmark } from "./shared-bookmark.ts";
import { runOf, type SharedRun } from "./shared-run.ts";
import type { Listed } from "./version.ts";

/** One shard's share in the run of one table. */
export interface Share {
  readonly shard: Shard;
  readonly run: string;
  /** What the shard itself has left behind, where it is run again from that; then it goes on adding. */
  readonly begun: SharedBookmark | null;
}

/** The share that begins with what the state holds of a table. */
export function beginShare(shard: Shard, stream: string, incoming: unknown): Share {
  const stored: StoredBookmark = readStored(incoming, stream);
  if (isShared(stored)) {
    const { run, shards, shard: writer, isWhole } = stored.files.shared;
    if (writer === shard.index && shards === shard.of && !isWhole) return { shard, run, begun: stored };
  }
  return { shard, run: runOf(stream, incoming, shard.of), begun: null };
}

/**
 * What the STATE of a shard says: the bookmark that the run began with, and beside it what this shard has read and proven.
 * The floor stays where it is: how far it may rise, only all shards together can tell.
 */
export function shareBookmark<T extends Listed>(run: Run<T>, { shard, run: id, begun }: Share): Bookmark {
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
    done: [...(before?.done ?? []), ...finishedIn(run)],
    isWhole: false,
  };
  return { ...(begun === null ? beginningOf(run) : asBookmark(begun)), parts: run.parts, shared };
}

/** The bookmark that the run began with, held against the listing. */
function beginningOf<T extends Listed>({ plan }: Run<T>): Bookmark {
  const { floor, modifiedSince, earlier, archived } = plan;
  const below = plan.below.copy();
  const covered = passFloor(plan.covered, floor, below);
  return {
    scope: plan.options.scope,
    modifiedSince,
    previousModifiedSince: modifiedSince,
    floor,
    seen: [...plan.seen, ...covered],
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
