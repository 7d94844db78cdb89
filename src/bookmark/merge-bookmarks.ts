import { TapError } from "../errors.ts";
import type { Part, StoredFiles } from "./bookmark.ts";
import { readStored } from "./read-bookmark.ts";
import { asBookmark, versionOfPart } from "./share.ts";
import { isShared, resultOf, type SharedBookmark } from "./shared-bookmark.ts";
import { canonical, openShards, originOf, type Proof, runOf, type SharedRun } from "./shared-run.ts";
import { versionKey } from "./version.ts";
import { writeBookmark, writeCoverage } from "./write-bookmark.ts";

/** What one state holds of a table, and how the user calls that state. */
export interface NamedBookmark {
  readonly file: string;
  readonly value: unknown;
}

/**
 * `bookmarks[table]` of the state that one run would have left, from what its shards have left. Throws TapError of kind
 * "usage" where they are not shards of one run that began with `base`.
 */
export function mergeBookmarks(table: string, base: unknown, shards: readonly NamedBookmark[]): unknown {
  const untouched = canonical(base ?? null);
  const shares = shards.flatMap((shard): readonly NamedShare[] => {
    // The shard has not come to the table.
    if (shard.value === undefined || canonical(shard.value) === untouched) return [];
    return [{ file: shard.file, bookmark: shareOf(table, shard) }];
  });
  const [first] = shares;
  if (first === undefined) return base;
  const { run, shards: count } = first.bookmark.files.shared;
  for (const { file, bookmark } of shares) {
    const { shared } = bookmark.files;
    if (shared.shards !== count) throw otherSplit(table, file, first);
    if (originOf(shared.run).base !== runOf(table, base, count)) throw otherRun(table, file);
    if (shared.run !== run) throw otherSplit(table, file, first);
  }
  // What all shards have ended with, nothing of theirs can add to.
  const whole = shares.find(({ bookmark }) => bookmark.files.shared.isWhole)?.bookmark;
  const begun = readStored(base, table).files?.parts ?? [];
  const merged =
    whole ??
    settled(
      joinShares(
        shares.map(({ bookmark }) => bookmark),
        begun,
      ),
    );
  return writeBookmark(asBookmark(merged), base);
}

interface NamedShare {
  readonly file: string;
  readonly bookmark: SharedBookmark;
}

function shareOf(table: string, { file, value }: NamedBookmark): SharedBookmark {
  const bookmark = readStored(value, table);
  if (isShared(bookmark)) return bookmark;
  throw otherRun(table, file);
}

/** `begun`: how far objects had been read when the run began. */
function joinShares(all: readonly SharedBookmark[], begun: readonly Part[]): SharedBookmark {
  const first = all.reduce((one, other) => (compareBeginnings(one, other) <= 0 ? one : other));
  const done = new Map(all.flatMap(({ files }) => files.shared.done).map((version) => [versionKey(version), version]));
  const dropped = new Set(all.flatMap(({ files }) => files.shared.dropped));
  const shared: SharedRun = {
    ...first.files.shared,
    shard: null,
    proofs: joinProofs(all.flatMap(({ files }) => [...files.shared.proofs])),
    done: [...done.values()],
    dropped: [...dropped].toSorted(),
  };
  // Whoever dropped one is the shard whose object it is: that another state still has it says nothing.
  const before = new Set(begun.map((part) => JSON.stringify(part)));
  const since = all.flatMap(({ files }) => files.parts).filter((part) => !before.has(JSON.stringify(part)));
  const parts = joinParts([...since, ...begun.filter((part) => !dropped.has(versionOfPart(part)))]);
  return { ...first, files: { ...first.files, parts, shared } };
}

/** The one that was held against the earliest listing: what came after that, it does not take for done. */
function compareBeginnings(one: SharedBookmark, other: SharedBookmark): number {
  const difference = one.files.shared.asOf - other.files.shared.asOf;
  if (difference !== 0) return difference;
  const [a = "", b = ""] = [one, other].map(({ files }) =>
    JSON.stringify([writeCoverage(files), files.earlier.map(writeCoverage), files.shared.gone]),
  );
  return a < b ? -1 : a === b ? 0 : 1;
}

function joinProofs(all: readonly (readonly [number, Proof])[]): ReadonlyMap<number, Proof> {
  const proofs = new Map<number, Proof>();
  for (const [index, proof] of all) {
    const other = proofs.get(index) ?? proof;
    proofs.set(index, {
      proven: Math.max(proof.proven, other.proven),
      undone: Math.max(proof.undone, other.undone),
      passed: Math.max(proof.passed, other.passed),
    });
  }
  return proofs;
}

/** Of each version the part that has come furthest. */
function joinParts(all: readonly Part[]): readonly Part[] {
  const furthest = new Map<string, Part>();
  for (const part of all) {
    const name = JSON.stringify([part.key, part.etag, part.lastModified, part.cfg]);
    const before = furthest.get(name);
    if (before === undefined || isFurther(part, before)) furthest.set(name, part);
  }
  return [...furthest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

function isFurther(part: Part, other: Part): boolean {
  return part.records === other.records ? part.byte > other.byte : part.records > other.records;
}

/** Nobody's any more; and where every shard has ended, what it comes to in place of what they added. */
function settled(merged: SharedBookmark): SharedBookmark {
  const { shared } = merged.files;
  const done = new Set(shared.done.map(({ id }) => id));
  const parts = merged.files.parts.filter((part) => !done.has(versionOfPart(part)));
  const open = { ...merged, files: { ...merged.files, parts, shared: { ...shared, shard: null } } };
  const { missing, unfinished } = openShards(shared);
  if (missing.length > 0 || unfinished.length > 0) return open;
  const { modifiedSince, files } = resultOf(open);
  const ended: StoredFiles = files ?? open.files;
  return { modifiedSince, files: { ...ended, shared: { ...shared, isWhole: true } } };
}

function otherRun(table: string, file: string): TapError {
  return new TapError(
    "usage",
    `Cannot merge the state "${file}": what it says of table "${table}" was not left by a shard of a run that began with the ` +
      `base state; name the state that all shards were given, or the word none where they were given none, and the last ` +
      `state of each shard of that one run`,
  );
}

function otherSplit(table: string, file: string, first: NamedShare): TapError {
  return new TapError(
    "usage",
    `Cannot merge the states "${first.file}" and "${file}": they were left by shards of runs that were split otherwise (table ` +
      `"${table}"); merge the states of one run, and begin the next one, of any number of shards, with the result`,
  );
}
