import { idOf, type Listed, type Mark, type Version } from "./version.ts";
import { id1Of } from "./version-1.ts";

/** What the state remembers one by one above its floor, to be held against a listing. */
export class SeenVersions {
  readonly #versions: Map<string, Version>;
  /** Spares the text of nearly every id that is new. */
  readonly #stamps: ReadonlySet<number>;
  readonly #isVersion1: boolean;

  constructor(versions: readonly Version[], isVersion1: boolean) {
    this.#versions = new Map(versions.map((version) => [version.id, version]));
    this.#stamps = new Set(versions.map(({ lastModified }) => lastModified));
    this.#isVersion1 = isVersion1;
  }

  /** Whether a listed object is one of them, which is then no longer there. */
  take(object: Listed, stamp: number, mark: Mark): boolean {
    if (!this.#stamps.has(stamp)) return false;
    return this.#versions.delete(this.#isVersion1 ? id1Of(object) : idOf(mark));
  }

  /** Those that were not listed; ids of the first layout say nothing of later ones. */
  rest(): readonly Version[] {
    return this.#isVersion1 ? [] : [...this.#versions.values()];
  }
}
