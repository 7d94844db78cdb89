/** Numbers that look random and are the same in every run: a linear congruential generator. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 up to and without `limit`. */
  below(limit: number): number {
    // The factor is from L'Ecuyer's "Tables of linear congruential generators", 1999.
    this.#state = (Math.imul(this.#state, 2_891_336_453) + 1) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  /** One of several. */
  of<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}
