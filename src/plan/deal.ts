import { sortPlaces } from "../bookmark/sort-places.ts";

/** What an object counts for beside its bytes: one part of all that is tiny would be a part of most requests. */
const requestBytes = 1024;

/**
 * Deals objects of these sizes to so many parts, and says of each whose it is: the largest first, always to the part that
 * has the least so far.
 */
export function deal(sizes: Float64Array, parts: number): Uint16Array {
  const owners = new Uint16Array(sizes.length);
  // Not from the sizes: what can be iterated over is made an array without a type first.
  const largestFirst = Uint32Array.from({ length: sizes.length }, (_, index) => index);
  sortPlaces(largestFirst, (a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const queue = new LeastLoaded(parts);
  for (const index of largestFirst) owners[index] = queue.give((sizes[index] ?? 0) + requestBytes);
  return owners;
}

/** The parts as a heap: the one with the least is on top. */
class LeastLoaded {
  readonly #loads: Float64Array;
  readonly #heap: Uint16Array;

  constructor(parts: number) {
    this.#loads = new Float64Array(parts);
    this.#heap = Uint16Array.from({ length: parts }, (_, part) => part);
  }

  /** Gives a load to the part that has the least, and says which it is. */
  give(load: number): number {
    const part = this.#heap[0] ?? 0;
    this.#loads[part] = (this.#loads[part] ?? 0) + load;
    let at = 0;
    for (let child = 1; child < this.#heap.length; child = 2 * at + 1) {
      if (child + 1 < this.#heap.length && this.#isLess(child + 1, child)) child += 1;
      if (!this.#isLess(child, at)) break;
      const down = this.#heap[at] ?? 0;
      this.#heap[at] = this.#heap[child] ?? 0;
      this.#heap[child] = down;
      at = child;
    }
    return part;
  }

  #isLess(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] ?? 0, this.#heap[b] ?? 0];
    const difference = (this.#loads[one] ?? 0) - (this.#loads[other] ?? 0);
    return difference < 0 || (difference === 0 && one < other);
  }
}
