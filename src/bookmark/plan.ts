import type { Part, StoredBookmark } from "./bookmark.ts";
import { compareKeys } from "./key-order.ts";
import { versionKey, versionOf, type Listed, type Version } from "./version.ts";

/** What the plan of one table's run depends on, beside the bookmark and the listing. */
export interface PlanOptions {
  /**
   * The store's clock, not later than the first page of the listing. Without a look-back it must not
   * be later than the question for uploads either: one that begins between the two is in neither.
   */
  readonly asOf: Date;
  /** When the oldest unfinished multipart upload began, asked for before the first page. */
  readonly oldestUpload: Date | null;
  /** Objects stamped at or before it are out of scope. */
  readonly startDate: Date | null;
  /** How late an object may become visible after its own stamp; Infinity keeps every id. */
  readonly lookbackMs: number;
  /** Reads the objects stamped exactly at a foreign `modified_since` (again): one of them may have been lost. */
  readonly replayEqual: boolean;
  /** Fingerprint of what decides how bytes become records; a part with another one is dropped. */
  readonly cfg: string;
  /** This run is one of several whose bookmarks will be merged. */
  readonly isShard?: boolean;
}

/** What the bookmark says of a listed object. */
export type Verdict =
  | "due"
  | "done" // finished by an earlier run, or taken for finished at a switch from another tap
  | "before-floor"; // so old that it was finished long ago, or out of scope

/** What one run will read, in order, and where its bookmark begins. */
export interface Plan<T extends Listed> {
  readonly options: PlanOptions;
  /** By stamp, then by key as listed; objects that were begun earlier come first. */
  readonly due: readonly T[];
  /** The oldest stamp among the due objects from index i on; Infinity after the last. */
  readonly oldestFrom: Float64Array;
  readonly modifiedSince: number;
  readonly floor: number;
  /** The floor may rise up to here: later, something older may still turn up. */
  readonly ceiling: number;
  /** Up to here the floor may be raised to keep the bookmark small: below what can appear during the listing. */
  readonly limitCeiling: number;
  readonly seen: readonly Version[];
  readonly parts: readonly Part[];
  /** Write a STATE before the first record: objects were taken for done because of what is listed *now*. */
  readonly isAdopting: boolean;
  /** Objects stamped exactly at a foreign `modified_since`: if there are several, the other tap may have lost some. */
  readonly atBookmark: number;
}

/** What S3 Replication Time Control promises: within it, replicas appear with the stamps of their sources. */
const replicationMs = 15 * 60_000;

/** Makes a plan from the objects of a listing, one by one, and holds only those that matter. */
export class Planner<T extends Listed> {
  readonly #stored: StoredBookmark;
  readonly #options: PlanOptions;
  readonly #ceiling: number;
  readonly #limitCeiling: number;
  /** Everything visible at or below it counts as done. */
  readonly #base: number;
  readonly #floor: number;
  readonly #seen: ReadonlySet<string>;
  /** Spares the hash of nearly every object that is new. */
  readonly #seenStamps: ReadonlySet<number>;
  readonly #due: T[] = [];
  readonly #adopted: Version[] = [];
  #atBookmark = 0;

  /**
   * The floor may begin lower than the bookmark's: at a foreign `modified_since`, when the look-back
   * was widened, when an old upload became known, or when the store's clock went backwards. What
   * is listed there now counts as done; what turns up there later is read.
   */
  constructor(stored: StoredBookmark, options: PlanOptions) {
    const { asOf, oldestUpload, startDate, lookbackMs, replayEqual } = options;
    const upload = oldestUpload === null ? Infinity : Math.floor(oldestUpload.getTime() / 1000) * 1000 - 1000;
    const start = startDate?.getTime() ?? -Infinity;
    this.#stored = stored;
    this.#options = options;
    this.#ceiling = Math.min(asOf.getTime(), upload) - lookbackMs;
    this.#limitCeiling = Math.min(asOf.getTime() - replicationMs, upload);
    // Earlier versions let the floor rise with the clock, past all that they had read.
    if (stored.files !== null) this.#base = Math.min(stored.files.floor, Math.max(stored.modifiedSince, start));
    else if (stored.modifiedSince === -Infinity) this.#base = start;
    else this.#base = replayEqual ? stored.modifiedSince - 1 : stored.modifiedSince;
    this.#floor = Math.min(this.#base, Math.max(this.#ceiling, start));
    this.#seen = new Set(stored.files?.seen.map(versionKey));
    this.#seenStamps = new Set(stored.files?.seen.map((version) => version.lastModified));
  }

  /** Takes one object of the listing that matches the table. */
  consider(object: T): Verdict {
    const stamp = object.lastModified.getTime();
    if (this.#stored.files === null && stamp === this.#stored.modifiedSince) this.#atBookmark++;
    if (stamp <= this.#floor) return "before-floor";
    if (this.#seenStamps.has(stamp) && this.#seen.has(versionKey(versionOf(object)))) return "done";
    if (stamp <= this.#base) {
      this.#adopted.push(versionOf(object));
      return "done";
    }
    this.#due.push(object);
    return "due";
  }

  /** The plan, once the listing is complete. A part of a listing must not become a plan: its floor would pass the rest. */
  finish(): Plan<T> {
    const { files, modifiedSince } = this.#stored;
    const { cfg } = this.#options;
    const sorted = this.#due.sort(
      (a, b) => a.lastModified.getTime() - b.lastModified.getTime() || compareKeys(a.key, b.key),
    );
    const parts = files?.parts.filter((part) => sorted.some((object) => isPartOf(part, object, cfg))) ?? [];
    const isBegun = (object: T): boolean => parts.some((part) => isPartOf(part, object, cfg));
    const due =
      parts.length === 0 ? sorted : [...sorted.filter(isBegun), ...sorted.filter((object) => !isBegun(object))];
    return {
      options: this.#options,
      due,
      oldestFrom: oldestFromEach(due),
      modifiedSince,
      floor: this.#floor,
      ceiling: this.#ceiling,
      limitCeiling: this.#limitCeiling,
      seen: [...(files?.seen ?? []), ...this.#adopted],
      parts,
      isAdopting: this.#floor < this.#base || (files === null && modifiedSince !== -Infinity),
      atBookmark: this.#atBookmark,
    };
  }
}

function oldestFromEach(due: readonly Listed[]): Float64Array {
  const oldest = new Float64Array(due.length + 1).fill(Infinity);
  let soFar = Infinity;
  for (let index = due.length - 1; index >= 0; index--) {
    soFar = Math.min(soFar, due[index]?.lastModified.getTime() ?? Infinity);
    oldest[index] = soFar;
  }
  return oldest;
}

/** Whether a part is of exactly this version, read in this way. */
export function isPartOf(part: Part, object: Listed, cfg: string): boolean {
  return (
    part.key === object.key &&
    part.etag === object.etag &&
    part.lastModified === object.lastModified.getTime() &&
    part.cfg === cfg
  );
}
