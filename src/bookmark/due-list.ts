import type { PackedObjects } from "./packed-objects.ts";
import type { Listed } from "./version.ts";

/** What is due, in order. */
export class DueList<T extends Listed> implements Iterable<T> {
  readonly #objects: PackedObjects<T>;
  /** Where each stands in the list of the objects. */
  readonly #order: Uint32Array;

  constructor(objects: PackedObjects<T>, order: Uint32Array) {
    this.#objects = objects;
    this.#order = order;
  }

  get length(): number {
    return this.#order.length;
  }

  /** Null behind the last. */
  at(index: number): T | null {
    const place = this.#order[index];
    return place === undefined ? null : this.#objects.at(place);
  }

  /** Null behind the last. */
  keyAt(index: number): string | null {
    const place = this.#order[index];
    return place === undefined ? null : this.#objects.keyAt(place);
  }

  sizeAt(index: number): number {
    return this.#objects.sizeAt(this.#order[index] ?? this.#objects.length);
  }

  stampAt(index: number): number {
    return this.#objects.stampAt(this.#order[index] ?? this.#objects.length);
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (const place of this.#order) {
      const object = this.#objects.at(place);
      if (object !== null) yield object;
    }
  }
}
