/**
 * Promises, handed out as they settle. `Promise.race` over what is awaited would do, but what each race had brought would be held
 * by all that is still awaited: twenty pages of a listing.
 */
export class Arrivals<T> {
  readonly #settled: Promise<T>[] = [];
  #wake: (() => void) | null = null;
  /** Promises that were added and not handed out. */
  size = 0;

  /** How many of them have settled. */
  get waiting(): number {
    return this.#settled.length;
  }

  add(promise: Promise<T>): void {
    this.size++;
    const arrive = (): void => {
      this.#settled.push(promise);
      this.#wake?.();
    };
    // Of several that fail, or when nobody wants more, only one is waited for.
    promise.then(arrive, arrive);
  }

  /** The next that settles, or has; to be called by one at a time, while there are any. */
  async next(): Promise<T> {
    if (this.#settled.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
    const [first] = this.#settled.splice(0, 1);
    if (first === undefined) throw new Error("Nothing is awaited");
    this.size--;
    return first;
  }
}
