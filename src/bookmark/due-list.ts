/** What is due, in order. Each can be let go once it has been dealt with: there may be hundreds of thousands. */
export class DueList<T> implements Iterable<T> {
  readonly #objects: (T | null)[];

  constructor(objects: readonly T[]) {
    this.#objects = [...objects];
  }

  get length(): number {
    return this.#objects.length;
  }

  /** Null behind the last, and where it was let go. */
  at(index: number): T | null {
    return this.#objects[index] ?? null;
  }

  /** Nobody asks for this one again. */
  letGo(index: number): void {
    this.#objects[index] = null;
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (const object of this.#objects) {
      if (object === null) throw new Error("a due object was let go before its turn");
      yield object;
    }
  }
}
