import { hash } from "node:crypto";
import { isObject } from "../json.ts";
import { readSeen, writeSeen } from "./seen-text.ts";
import { idLength, type Version } from "./version.ts";

/**
 * A run that shards share, as one of them has told of it or several together. It stands beside the bookmark that the run
 * began with, which it leaves as it is: what shards add are a union and a greatest value for each, so that it makes no
 * difference in which order, or how often, they are put together.
 */
export interface SharedRun {
  /** Tells runs apart, as `runOf` and `plannedRun` make it. */
  readonly run: string;
  readonly shards: number;
  /** Who wrote it; null where it was merged. */
  readonly shard: number | null;
  /** The moment of the listing that the bookmark beside it was held against. */
  readonly asOf: number;
  /** What was known above its floor and was not listed any more: the floor passes it without a trace. */
  readonly gone: readonly Version[];
  readonly proofs: ReadonlyMap<number, Proof>;
  /** Versions that were read in this run. */
  readonly done: readonly Version[];
  /** Ids of versions that the run before had begun, and whose parts do not count any more. */
  readonly dropped: readonly string[];
  /** All shards have come to their end, and the bookmark beside it says so: there is nothing to add. */
  readonly isWhole: boolean;
}

/** What one shard has proven of its own part of the keys. */
export interface Proof {
  /** Up to here, all that was visible is done. */
  readonly proven: number;
  /** The stamp of its oldest object that is not. */
  readonly undone: number;
  /** What its `modified_since` would be, were there no others. */
  readonly passed: number;
}

/** Which run a shard is of that begins with this value of the state, where keys tell whose objects are. */
export function runOf(stream: string, incoming: unknown, shards: number): string {
  return hash("sha256", canonical([stream, shards, incoming ?? null]), "base64url").slice(0, 12);
}

/** The same where a plan tells whose objects are. */
export function plannedRun(run: string, plan: string): string {
  return `${run}.${plan}`;
}

/** What a run began with, as `runOf` says it, and the plan that it follows; null where keys tell whose objects are. */
export function originOf(run: string): { readonly base: string; readonly plan: string | null } {
  const [base = "", plan = null] = run.split(".");
  return { base, plan };
}

/** Whoever keeps states may put the keys of objects in another order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** The shards that have told nothing, and those that have not read all that was theirs. None of a run that is whole. */
export function openShards({ proofs, shards, isWhole }: SharedRun): {
  readonly missing: readonly number[];
  readonly unfinished: readonly number[];
} {
  if (isWhole) return { missing: [], unfinished: [] };
  const indexes = Array.from({ length: shards }, (_, index) => index);
  return {
    missing: indexes.filter((index) => !proofs.has(index)),
    unfinished: indexes.filter((index) => (proofs.get(index)?.undone ?? Infinity) !== Infinity),
  };
}

/** A shard that is missing has proven nothing. */
export function provenByAll({ proofs, shards }: SharedRun): Proof {
  if (proofs.size < shards) return { proven: -Infinity, undone: -Infinity, passed: -Infinity };
  const all = [...proofs.values()];
  return {
    proven: Math.min(...all.map(({ proven }) => proven)),
    undone: Math.min(...all.map(({ undone }) => undone)),
    passed: Math.max(...all.map(({ passed }) => passed)),
  };
}

/** For a STATE: an array, which runners replace as a whole. */
export function writeSharedRun({
  run,
  shards,
  shard,
  asOf,
  gone,
  proofs,
  done,
  dropped,
  isWhole,
}: SharedRun): readonly unknown[] {
  if (isWhole) return [run, shards];
  const told = [...proofs].toSorted(([a], [b]) => a - b);
  return [run, shards, shard, asOf, told.map(writeProof), writeSeen(done), writeSeen(gone), [...dropped]];
}

/** What `writeSharedRun` made, or null when it is something else. */
export function readSharedRun(value: unknown): SharedRun | null {
  if (!Array.isArray(value)) return null;
  const [run, shards, shard, asOf, told, read, unlisted, unwanted]: readonly unknown[] = value;
  if (typeof run !== "string" || !isCount(shards)) return null;
  const proofs = new Map<number, Proof>();
  const whole = { run, shards, shard: null, asOf: 0, gone: [], proofs, done: [], dropped: [], isWhole: true };
  if (value.length === 2) return whole;
  if ((shard !== null && !isCount(shard)) || !isCount(asOf) || !Array.isArray(told) || !isTexts(unwanted)) return null;
  for (const proof of told) {
    const [index, proven, undone, passed]: readonly unknown[] = Array.isArray(proof) ? proof : [];
    if (!isCount(index) || index >= shards) return null;
    const moments = [
      readMoment(proven, -Infinity),
      readMoment(undone, Infinity),
      readMoment(passed, -Infinity),
    ] as const;
    if (moments.includes(Number.NaN)) return null;
    proofs.set(index, { proven: moments[0], undone: moments[1], passed: moments[2] });
  }
  const [done, gone] = [readVersions(read), readVersions(unlisted)];
  if (done === null || gone === null) return null;
  return { ...whole, shard, asOf, gone, done, dropped: unwanted, isWhole: false };
}

/** What `writeSeen` made, or null where it is something else. */
export function readVersions(texts: unknown): readonly Version[] | null {
  if (!Array.isArray(texts)) return null;
  const all: Version[] = [];
  for (const text of texts) {
    const versions = typeof text === "string" ? readSeen(text, idLength) : null;
    if (versions === null) return null;
    for (const version of versions) all.push(version);
  }
  return all;
}

function writeProof([index, { proven, undone, passed }]: readonly [number, Proof]): readonly (number | null)[] {
  return [index, writeMoment(proven), writeMoment(undone), writeMoment(passed)];
}

function writeMoment(moment: number): number | null {
  return Number.isFinite(moment) ? moment : null;
}

/** NaN where it is no moment. */
function readMoment(value: unknown, none: number): number {
  if (value === null) return none;
  return typeof value === "number" ? value : Number.NaN;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
