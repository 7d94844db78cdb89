import type { Coverage, Part, Replaced, Scope } from "./bookmark.ts";
import type { DueList } from "./due-list.ts";
import type { IdSet } from "./id-set.ts";
import type { Listed, Version } from "./version.ts";

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
  /** How late an object may become visible after its own stamp and be told by its own id; Infinity keeps every id. */
  readonly lookbackMs: number;
  /** Fingerprint of what decides how the bytes of an object become records; a part with another one is dropped. */
  readonly fingerprintOf: (position: Pick<Part, "key" | "byte">) => string;
  /** What decides which objects belong to the table. */
  readonly scope: Scope;
  /** The newest object alone is the table, and is sent whole: no other is to be considered. */
  readonly replaces?: boolean;
  /** Which objects this shard of a run reads; the others are left to others. */
  readonly isOwn?: ((key: string) => boolean) | undefined;
  /** Of so many ids below the floor, and no more, each is kept; 64 unless a test wants less. */
  readonly maxPlainIds?: number;
  /** So many finished versions are held one by one until the floor has passed them; 1,024 unless a test wants less. */
  readonly foldedAt?: number;
}

/** What the bookmark says of a listed object. */
export type Verdict =
  | "due"
  | "done" // finished by an earlier run, or taken for finished at a switch from another tap
  | "before-floor" // as well, unless it appeared late, which only the whole listing tells
  | "before-start"; // out of scope

/** What one run will read, in order, and where its bookmark begins. */
export interface Plan<T extends Listed> {
  readonly options: PlanOptions;
  /** By stamp, then by key as listed; objects that were begun earlier come first. */
  readonly due: DueList<T>;
  /** The oldest stamp above the floor among the due objects from index i on; Infinity after the last. */
  readonly oldestFrom: Float64Array;
  readonly modifiedSince: number;
  /** The newest stamp of an object that is listed and never opened; the reference tap's bookmark passes it. */
  readonly newestSkipped: number;
  readonly floor: number;
  /** The floor may rise up to here: later, something older may still turn up. */
  readonly ceiling: number;
  /** Up to here the floor may be raised to keep the bookmark small: below what can appear during the listing. */
  readonly limitCeiling: number;
  /** What is listed, done and stamped above the floor. */
  readonly seen: readonly Version[];
  /** What was done above the floor and is no longer listed. */
  readonly gone: readonly Version[];
  /** What is listed and done above the floor by an earlier coverage, which the next run can ask again. */
  readonly covered: readonly Version[];
  /** What is listed and done at or below the floor. */
  readonly below: IdSet;
  readonly earlier: readonly Coverage[];
  /** Up to where their sketches tell what is done. */
  readonly sketchedUpTo: number;
  /** Ids of what is listed, archived and not read, with what of it has been restored; null where there never was any. */
  readonly archived: ReadonlySet<string> | null;
  /** What the table holds, where `replaces` is said. */
  readonly replaced: Replaced | null;
  readonly parts: readonly Part[];
  /** Write a STATE before the first record: objects were taken for done because of what is listed *now*. */
  readonly isAdopting: boolean;
  readonly findings: PlanFindings;
}

/** What is worth telling of a plan. */
export interface PlanFindings {
  /** Objects stamped exactly at a foreign `modified_since`: if there are several, the reference tap may have lost some. */
  readonly atBookmark: number;
  /** Due objects that appeared with a stamp below the floor. */
  readonly late: number;
  /** Too much below the floor has changed to tell late from done: how many objects fewer are listed than were done. Null: all was told. */
  readonly unidentified: number | null;
  /** The scope is another than that of the bookmark. */
  readonly isOtherScope: boolean;
  /** A moment of the bookmark that the store's clock has not reached. */
  readonly future: Date | null;
  /** Keys whose part is said to end behind the object: such a part is dropped. */
  readonly overrun: readonly string[];
  /** Objects that are done and no longer listed; where more has changed than can be told, how many fewer are listed. */
  readonly gone: number;
  /** Archived objects that are more than the state can remember. */
  readonly unremembered: number;
}

/** Whether a part is of exactly this version, read in this way. */
export function isPartOf(part: Part, object: Listed, fingerprintOf: PlanOptions["fingerprintOf"]): boolean {
  return (
    part.key === object.key &&
    part.etag === object.etag &&
    part.lastModified === object.lastModified.getTime() &&
    part.cfg === fingerprintOf(part)
  );
}
