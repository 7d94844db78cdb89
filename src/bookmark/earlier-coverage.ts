import { type Coverage, isSketched } from "./bookmark.ts";
import { IdSet } from "./id-set.ts";
import { idOf, type Listed, type Mark } from "./version.ts";

/** A scope that a bookmark was once written under, as far as it can still be told. */
export interface EarlierScope {
  readonly includes: (object: Listed) => boolean;
  /** Of what it includes, what it had opened and found nothing in that it could read: done, but never read. */
  readonly passedOver?: (object: Listed) => boolean;
  /** Whether the listing that is going on holds every object of the scope. */
  readonly isListed: boolean;
}

/** What an earlier scope had read, asked about the objects of a listing. */
export class EarlierCoverage {
  readonly coverage: Coverage;
  readonly #scope: EarlierScope;
  readonly #seen: Set<string>;
  /** What of it is listed, where that must be compared. */
  readonly #listed: IdSet | null;

  /** `base` is up to where the present coverage tells by itself. */
  constructor(coverage: Coverage, scope: EarlierScope, base: number) {
    this.coverage = coverage;
    this.#scope = scope;
    this.#seen = new Set(coverage.seen.map(({ id }) => id));
    this.#listed = base < coverage.floor && isSketched(coverage) && scope.isListed ? new IdSet() : null;
  }

  /** Whether it wants to be told of every listed object, also of those that are not in the present scope. */
  get isComparing(): boolean {
    return this.#listed !== null;
  }

  take(object: Listed, stamp: number, mark: Mark): void {
    if (stamp <= this.coverage.floor && this.#scope.includes(object)) this.#listed?.add(mark);
  }

  /**
   * Whether it had done the object; assumed is what its sketch may yet tell to be late, and null what it says nothing of:
   * older coverages may.
   */
  has(object: Listed, stamp: number, mark: Mark): "known" | "assumed" | "undone" | null {
    const { floor, below } = this.coverage;
    if (this.#scope.passedOver?.(object) === true) return null;
    if (stamp > floor) return this.#seen.size > 0 && this.#seen.has(idOf(mark)) ? "known" : null;
    if (!this.#scope.includes(object)) return null;
    const isBelow = below === null || below.has(mark);
    if (isBelow === false) return "undone";
    return isBelow === null && this.isComparing ? "assumed" : "known";
  }

  /** Marks that are listed and were not done; null where they cannot be told. To be asked behind the listing. */
  late(): readonly Mark[] | null {
    return this.#listed === null ? [] : (this.coverage.below?.lackingOf(this.#listed) ?? null);
  }

  /** Forgets an id that the present coverage has. */
  release(mark: Mark): void {
    if (this.#seen.size > 0) this.#seen.delete(idOf(mark));
  }

  /** The coverage for the next run. */
  rest(): Coverage {
    return { ...this.coverage, seen: this.coverage.seen.filter(({ id }) => this.#seen.has(id)) };
  }
}
