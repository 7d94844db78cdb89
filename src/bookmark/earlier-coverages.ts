import { type Coverage, isSameScope } from "./bookmark.ts";
import type { EarlierCoverage } from "./earlier-coverage.ts";
import { idOf, type Listed, type Mark, type Version } from "./version.ts";

/** A bookmark keeps so many earlier scopes: beyond, what only the oldest had read may be read again. */
const maxEarlier = 6;

/**
 * All that earlier scopes had read, asked about the objects of a listing: the latest that had an object in scope tells whether
 * it is done, because it had asked those before it.
 */
export class EarlierCoverages {
  /** What is done above the floor, and need not be written out: the coverage that has it by its floor can be asked again. */
  readonly covered: Version[] = [];
  /** What they have by an id of its own. */
  readonly known: Version[] = [];
  readonly #all: readonly EarlierCoverage[];
  readonly #comparing: readonly EarlierCoverage[];
  readonly #base: number;
  /** What one of them has, unless its sketch tells that it is late. */
  #assumed: { readonly version: Version; readonly by: EarlierCoverage }[] = [];

  /** `base` is up to where the present coverage tells by itself. */
  constructor(all: readonly EarlierCoverage[], base: number) {
    this.#all = all;
    this.#comparing = all.filter(({ isComparing }) => isComparing);
    this.#base = base;
  }

  /** Whether they want to be told of every listed object, also of those that are not in the present scope. */
  get isComparing(): boolean {
    return this.#comparing.length > 0;
  }

  take(object: Listed, stamp: number, mark: Mark): void {
    for (const earlier of this.#comparing) earlier.take(object, stamp, mark);
  }

  /** Whether they had done an object of the present scope; if so, it is noted. */
  have(object: Listed, stamp: number, mark: Mark): boolean {
    for (const earlier of this.#all) {
      const how = earlier.has(object, stamp, mark);
      if (how === null) continue;
      if (how === "undone") return false;
      const version = { lastModified: stamp, id: idOf(mark) };
      if (how === "assumed") this.#assumed.push({ version, by: earlier });
      else (stamp > earlier.coverage.floor ? this.known : this.covered).push(version);
      return true;
    }
    return false;
  }

  /** The present coverage has it: those that it has overtaken need not. */
  release(mark: Mark): void {
    for (const earlier of this.#all) if (earlier.coverage.floor <= this.#base) earlier.release(mark);
  }

  /** Behind the listing: the ids of what was assumed and came late. Not told where a sketch cannot tell. */
  late(): { readonly ids: readonly string[]; readonly isTold: boolean } {
    const lateOf = new Map<EarlierCoverage, ReadonlySet<string>>();
    let isTold = true;
    // One by which nothing of the present scope is done has nothing to tell.
    for (const earlier of new Set(this.#assumed.map(({ by }) => by))) {
      const late = earlier.late();
      if (late === null) isTold = false;
      else lateOf.set(earlier, new Set(late.map(idOf)));
    }
    const ids: string[] = [];
    for (const { version, by } of this.#assumed) {
      if (lateOf.get(by)?.has(version.id) === true) ids.push(version.id);
      else this.covered.push(version);
    }
    this.#assumed = [];
    return { ids, isTold };
  }

  /** Those that the next run may need, the latest first. */
  ofNext(present: Coverage): Coverage[] {
    const kept: Coverage[] = [{ ...present, floor: this.#base }];
    for (const earlier of this.#all) {
      const coverage = earlier.rest();
      const isOvertaken = kept.some(
        ({ scope, floor }) => floor >= coverage.floor && isSameScope(scope, coverage.scope),
      );
      if (!isOvertaken) kept.push(coverage);
    }
    return kept.slice(1, 1 + maxEarlier);
  }
}
