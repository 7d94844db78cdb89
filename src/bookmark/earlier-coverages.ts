import { type Coverage, isSameScope } from "./bookmark.ts";
import type { EarlierCoverage } from "./earlier-coverage.ts";
import { idOf, type Listed, type Mark, type Version } from "./version.ts";

/** A bookmark keeps so many earlier scopes: beyond, what only the oldest had read may be read again. */
const maxEarlier = 6;

/** All that earlier scopes had read, asked about the objects of a listing: done is what any of them had. */
export class EarlierCoverages {
  /** What is done above the floor, and need not be written out: the coverage that has it by its floor can be asked again. */
  readonly covered: Version[] = [];
  /** What they have by an id of its own. */
  readonly known: Version[] = [];
  readonly #all: readonly EarlierCoverage[];
  readonly #comparing: readonly EarlierCoverage[];
  readonly #base: number;
  /** What so many of them have, unless their sketches tell that it is late. */
  #assumed: (Version & { readonly assumptions: number })[] = [];

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

  /** Whether one of them had done an object of the present scope; if so, it is noted. */
  have(object: Listed, stamp: number, mark: Mark): boolean {
    let assumptions = 0;
    for (const earlier of this.#all) {
      const how = earlier.has(object, stamp, mark);
      if (how === null) continue;
      if (how === "assumed") {
        assumptions++;
        continue;
      }
      (stamp > earlier.coverage.floor ? this.known : this.covered).push({ lastModified: stamp, id: idOf(mark) });
      return true;
    }
    if (assumptions > 0) this.#assumed.push({ lastModified: stamp, id: idOf(mark), assumptions });
    return assumptions > 0;
  }

  /** The present coverage has it: those that it has overtaken need not. */
  release(mark: Mark): void {
    for (const earlier of this.#all) if (earlier.coverage.floor <= this.#base) earlier.release(mark);
  }

  /** Behind the listing: the ids of what all that may have had it tell to be late. Null where one of them cannot tell. */
  late(): { readonly ids: readonly string[]; readonly isTold: boolean } {
    const denials = new Map<string, number>();
    let isTold = true;
    for (const earlier of this.#comparing) {
      const late = earlier.late();
      if (late === null) isTold = false;
      for (const id of late?.map(idOf) ?? []) denials.set(id, (denials.get(id) ?? 0) + 1);
    }
    const ids: string[] = [];
    for (const version of this.#assumed) {
      if ((denials.get(version.id) ?? 0) < version.assumptions) this.covered.push(version);
      else ids.push(version.id);
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
