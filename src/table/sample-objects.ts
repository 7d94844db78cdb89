import type { S3Object } from "../s3/store.ts";

/**
 * A bounded choice of a table's objects, made while its listing streams by: all of them while they
 * are few, else the newest, the oldest, and some spread over the rest. The same listing always
 * gives the same choice, so that a catalog does not change by chance.
 */
export class ObjectSample<T extends S3Object> {
  readonly #size: number;
  #newest: T[] = [];
  #oldest: T[] = [];
  #spread: T[] = [];
  /** Objects seen so far. */
  total = 0;

  constructor(size: number) {
    this.#size = size;
  }

  add(object: T): void {
    this.total += 1;
    this.#newest = this.#keep(this.#newest, object, (a, b) => byAge(b, a));
    this.#oldest = this.#keep(this.#oldest, object, byAge);
    this.#spread = this.#keep(this.#spread, object, byHash);
  }

  /** Adds what another sample has seen; no object is in both. */
  absorb(other: ObjectSample<T>): void {
    this.total += other.total;
    this.#newest = cut([...this.#newest, ...other.#newest], 2 * this.#size, (a, b) => byAge(b, a));
    this.#oldest = cut([...this.#oldest, ...other.#oldest], 2 * this.#size, byAge);
    this.#spread = cut([...this.#spread, ...other.#spread], 2 * this.#size, byHash);
  }

  /** The chosen objects, oldest first. */
  objects(): readonly T[] {
    const size = this.#size;
    const newest = this.#newest.toSorted((a, b) => byAge(b, a));
    if (this.total <= size) return newest.slice(0, size).reverse();
    const third = Math.floor(size / 3);
    const ends = [...newest.slice(0, third), ...this.#oldest.toSorted(byAge).slice(0, third)];
    const chosen = new Map(ends.map((object) => [object.key, object]));
    for (const object of this.#spread.toSorted(byHash)) {
      if (chosen.size >= size) break;
      chosen.set(object.key, object);
    }
    return [...chosen.values()].sort(byAge);
  }

  /** Sorting only when the list has doubled makes the cost per object constant. */
  #keep(list: T[], object: T, order: (a: T, b: T) => number): T[] {
    list.push(object);
    return list.length < 2 * this.#size ? list : list.sort(order).slice(0, this.#size);
  }
}

function cut<T>(list: T[], size: number, order: (a: T, b: T) => number): T[] {
  return list.length < size ? list : list.sort(order).slice(0, size / 2);
}

function byAge(a: S3Object, b: S3Object): number {
  return a.lastModified.getTime() - b.lastModified.getTime() || (a.key < b.key ? -1 : 1);
}

function byHash(a: S3Object, b: S3Object): number {
  return hash(a.key) - hash(b.key) || (a.key < b.key ? -1 : 1);
}

/** FNV-1a: all that is asked of it is that neighbouring keys part. */
function hash(key: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) sum = Math.imul(sum ^ key.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
