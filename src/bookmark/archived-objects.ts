import { idOf, type Mark } from "./version.ts";

/** The state remembers so many archived objects one by one, 13 bytes each. */
const maxArchived = 20_000;

/**
 * Objects that are listed, archived and not read. They are remembered one by one, because the floor passes them: the
 * restore of thousands must not be taken for what a sketch cannot tell.
 */
export class ArchivedObjects {
  readonly #before: ReadonlySet<string>;
  readonly #now = new Set<string>();
  /** Those beyond the limit. */
  forgotten = 0;

  constructor(before: readonly string[]) {
    this.#before = new Set(before);
  }

  /** Whether the state says that the object was archived and not read; if so, that is said again. */
  keep(mark: Mark): boolean {
    if (this.#before.size === 0) return false;
    const id = idOf(mark);
    if (!this.#before.has(id)) return false;
    this.#now.add(id);
    return true;
  }

  /** Takes one that the state does not know; false where there are too many. */
  add(mark: Mark): boolean {
    if (this.#now.size >= maxArchived) {
      this.forgotten += 1;
      return false;
    }
    this.#now.add(idOf(mark));
    return true;
  }

  /** Null where neither the state nor the listing has any. */
  ids(): ReadonlySet<string> | null {
    return this.#now.size === 0 && this.#before.size === 0 ? null : this.#now;
  }
}
