import { ArchivedObjects } from "./archived-objects.ts";
import { type Coverage, type Part, type Scope, sketchedUpTo, type StoredBookmark } from "./bookmark.ts";
import { compareBelow } from "./compare-below.ts";
import { baseOf, coveragesOf } from "./coverages.ts";
import { orderDue } from "./due-objects.ts";
import { EarlierCoverage, type EarlierScope } from "./earlier-coverage.ts";
import { EarlierCoverages } from "./earlier-coverages.ts";
import { forgetLate } from "./forget-late.ts";
import { IdSet } from "./id-set.ts";
import { lowerFloor } from "./lower-floor.ts";
import { PackedObjects } from "./packed-objects.ts";
import { boundsOf, futureOf, type PlanBounds } from "./plan-bounds.ts";
import type { Plan, PlanOptions, Verdict } from "./plan.ts";
import { SeenVersions } from "./seen-versions.ts";
import { idOf, type Listed, type Mark, setMark, type Version } from "./version.ts";

/** Makes a plan from the objects of a listing, one by one, and holds only those that matter. */
export class Planner<T extends Listed> {
  readonly #stored: StoredBookmark;
  readonly #options: PlanOptions;
  readonly #bounds: PlanBounds;
  readonly #present: Coverage;
  readonly #earlier: EarlierCoverages;
  /** The scope is another than that of the bookmark. */
  readonly isOtherScope: boolean;
  /** Everything visible at or below it counts as done, unless `#present.below` knows better. */
  readonly #base: number;
  #floor: number;
  readonly #seen: SeenVersions;
  readonly #due: PackedObjects<T>;
  readonly #known: Version[] = [];
  /** What is listed and counts as done at or below the floor, and at or below the base. */
  readonly #below: IdSet;
  readonly #compared: IdSet;
  readonly #plainDone: Version[] = [];
  readonly #wanted = new Set<string>();
  readonly #archived: ArchivedObjects;
  readonly #mark: Mark = { high: 0, low: 0 };
  /** Begun objects that have not been listed, or do not belong to the scope any more. */
  readonly #unlistedParts: Map<string, Part>;
  #newestSkipped = -Infinity;
  #atBookmark = 0;
  #late = 0;
  /** Of what is done at or below the base, how much is not listed. */
  #gone = 0;
  #unidentified: number | null = null;
  #isCompared = false;

  /**
   * The floor may begin lower than the bookmark's: at a foreign `modified_since`, when the look-back
   * was widened, when an old upload became known, or when the store's clock went backwards. What
   * is listed there now counts as done; what turns up there later is read. `revive` makes an object of what is kept of it
   * until it is read.
   */
  constructor(
    stored: StoredBookmark,
    options: PlanOptions,
    revive: (listed: Listed) => T,
    readScope: (scope: Scope) => EarlierScope | null = () => null,
  ) {
    this.#stored = stored;
    this.#options = options;
    this.#due = new PackedObjects(revive);
    this.#bounds = boundsOf(options);
    const { start, ceiling } = this.#bounds;
    const stack = coveragesOf(stored, options.scope, start, readScope);
    this.isOtherScope = stack.isOtherScope;
    this.#present = stack.present;
    this.#base = baseOf(this.#present, stored, start);
    this.#floor = Math.min(this.#base, Math.max(ceiling, start));
    this.#earlier = new EarlierCoverages(
      stack.earlier.map(({ coverage, scope }) => new EarlierCoverage(coverage, scope, this.#base)),
      this.#base,
    );
    this.#seen = new SeenVersions(this.#present.seen, stored.files?.version === 1);
    const parts = stored.files?.parts.filter(({ key }) => options.isOwn?.(key) !== false);
    this.#unlistedParts = new Map(parts?.map((part) => [part.key, part]));
    this.#archived = new ArchivedObjects(stored.files?.archived ?? []);
    this.#below = new IdSet(options.maxPlainIds);
    this.#compared = this.#floor === this.#base ? this.#below : new IdSet(options.maxPlainIds);
  }

  /** Whether it wants to be told of every listed object, also by `other`. */
  get isComparing(): boolean {
    return this.#earlier.isComparing;
  }

  /** Objects that are due so far. */
  get due(): number {
    return this.#due.length;
  }

  /** Whether the verdict on an object needs no whole listing. */
  get isCertain(): boolean {
    return !this.isComparing && this.#present.below?.isPlain !== false;
  }

  /** Takes one object of the listing that belongs to the table and is to be read. No version may come twice. */
  consider(object: T): Verdict {
    const stamp = object.lastModified.getTime();
    if (this.#stored.files === null && stamp === this.#stored.modifiedSince) this.#atBookmark++;
    setMark(this.#mark, object);
    this.#earlier.take(object, stamp, this.#mark);
    const isRestored = stamp > this.#bounds.start && this.#archived.keep(this.#mark);
    const verdict = isRestored ? "due" : this.#verdictOn(object, stamp);
    const isLate = verdict === "due" && !isRestored && stamp <= this.#base;
    if (isLate) this.#late++;
    // What only `start_date` leaves out, an earlier coverage has to tell once that is moved back.
    if (verdict === "before-start") return verdict;
    if (this.#unlistedParts.size > 0) this.#unlistedParts.delete(object.key);
    if (verdict !== "due") this.#earlier.release(this.#mark);
    // The floor comes down below what is late, whoever reads it.
    else if (isLate || this.#options.isOwn?.(object.key) !== false) this.#due.push(object);
    return verdict;
  }

  /** Takes an object of the table that is to be read once it has been restored. */
  archive(object: T): void {
    const stamp = object.lastModified.getTime();
    setMark(this.#mark, object);
    this.#earlier.take(object, stamp, this.#mark);
    if (stamp > this.#bounds.start && this.#archived.keep(this.#mark)) return;
    const verdict = this.#verdictOn(object, stamp);
    if (verdict === "due") this.#keepArchived(stamp);
    else if (verdict !== "before-start") this.#earlier.release(this.#mark);
  }

  /** Beyond what can be remembered, it counts as done. */
  #keepArchived(stamp: number): void {
    if (this.#archived.add(this.#mark)) return;
    if (stamp > this.#floor) this.#known.push(this.#version(stamp));
    else this.#below.add(this.#mark);
  }

  /** Takes an object of the table that is listed and never opened. */
  skip(object: T): void {
    this.#newestSkipped = Math.max(this.#newestSkipped, object.lastModified.getTime());
    this.other(object);
  }

  /** Takes a listed object that does not belong to the table: it may have, when the bookmark was written. */
  other(object: Listed): void {
    if (!this.isComparing) return;
    setMark(this.#mark, object);
    this.#earlier.take(object, object.lastModified.getTime(), this.#mark);
  }

  #verdictOn(object: T, stamp: number): Verdict {
    if (stamp <= this.#bounds.start && stamp <= this.#base) return "before-start";
    if (this.#options.replaces === true && this.#stored.files?.replaced?.id !== idOf(this.#mark)) {
      // It may have been read before, and is the newest again because what replaced it was deleted.
      this.#seen.take(object, stamp, this.#mark);
      return "due";
    }
    if (stamp <= this.#base) return this.#verdictBelow(stamp);
    if (this.#seen.take(object, stamp, this.#mark)) {
      this.#known.push(this.#version(stamp));
      return "done";
    }
    return this.#earlier.have(object, stamp, this.#mark) ? "done" : "due";
  }

  #verdictBelow(stamp: number): Verdict {
    const has = this.#present.below === null ? true : this.#present.below.has(this.#mark);
    if (has === false) return "due";
    if (has === true && this.#present.below !== null) this.#plainDone.push(this.#version(stamp));
    if (stamp > this.#floor) this.#known.push(this.#version(stamp));
    else this.#below.add(this.#mark);
    if (has === null && this.#compared !== this.#below) this.#compared.add(this.#mark);
    return "before-floor";
  }

  #version(stamp: number): Version {
    return { lastModified: stamp, id: idOf(this.#mark) };
  }

  /**
   * Ends the listing. True: some objects appeared late, and only their marks are known, so the listing must be gone
   * through once more, by `find`.
   */
  endListing(): boolean {
    this.#isCompared = true;
    if (this.#late > 0) this.#floor = lowerFloor(this.#floor, this.#due, this.#plainDone, this.#known, this.#below);
    const below = compareBelow(this.#present.below, this.#compared, this.#plainDone.length);
    const ids = forgetLate(below.late, this.#known, this.#below);
    this.#late += below.late.length;
    this.#gone = below.gone;
    const earlier = this.#earlier.late();
    for (const id of [...ids, ...earlier.ids]) this.#wanted.add(id);
    if (!below.isTold || !earlier.isTold) this.#unidentified = earlier.isTold ? below.gone : 0;
    return this.#wanted.size > 0;
  }

  /** Takes an object of the second listing, which may be archived; true once it has found all. */
  find(object: T, isArchived: boolean): boolean {
    setMark(this.#mark, object);
    const isWanted = this.#wanted.delete(idOf(this.#mark));
    if (isWanted && isArchived) this.#keepArchived(object.lastModified.getTime());
    else if (isWanted) this.#due.push(object);
    return this.#wanted.size === 0;
  }

  /** The plan, once the listing is complete. A part of a listing must not become a plan: its floor would pass the rest. */
  finish(): Plan<T> {
    if (!this.#isCompared) this.endListing();
    const { files, modifiedSince } = this.#stored;
    // What replaces a table is sent whole.
    const begun = this.#options.replaces === true ? [] : (files?.parts ?? []);
    const { overrun, ...ordered } = orderDue(this.#due, begun, this.#options, this.#floor);
    const earlier = this.#earlier.ofNext(this.#present);
    return {
      options: this.#options,
      ...ordered,
      modifiedSince,
      newestSkipped: this.#newestSkipped,
      floor: this.#floor,
      ceiling: this.#bounds.ceiling,
      limitCeiling: this.#bounds.limitCeiling,
      seen: [...this.#known, ...this.#earlier.known],
      gone: this.#seen.rest(),
      covered: this.#earlier.covered,
      below: this.#below,
      earlier,
      sketchedUpTo: sketchedUpTo(earlier),
      archived: this.#archived.ids(),
      replaced: this.#options.replaces === true ? (files?.replaced ?? null) : null,
      // The scope may come back in which an object was begun.
      parts: earlier.length === 0 ? ordered.parts : [...ordered.parts, ...this.#unlistedParts.values()],
      isAdopting: this.#floor < this.#base || (files === null && modifiedSince !== -Infinity),
      findings: {
        atBookmark: this.#atBookmark,
        late: this.#late,
        unidentified: this.#unidentified,
        isOtherScope: this.isOtherScope,
        overrun,
        gone: this.#seen.rest().length + Math.max(0, this.#gone),
        unremembered: this.#archived.forgotten,
        future: futureOf(this.#stored, this.#options),
      },
    };
  }
}
