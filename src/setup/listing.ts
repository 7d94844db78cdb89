import { TapError } from "../errors.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";

/** Objects that are shown: more would take the memory of a laptop, and nobody's eyes. */
const maxObjects = 250_000;

/** A half-open range of indexes into the objects. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** All objects below a prefix, in the order of their keys, once `done` has come. */
export class Listing {
  readonly prefix: string;
  readonly done: Promise<void>;
  state: "listing" | "listed" | "failed" = "listing";
  /** There were more. */
  isCut = false;
  failure: TapError | null = null;
  asOf = new Date(0);
  flaws = new Map<string, TapError>();
  readonly objects: S3Object[] = [];
  #isEnded = false;

  constructor(store: ObjectStore, prefix: string) {
    this.prefix = prefix;
    this.done = this.#list(store);
  }

  /** Stops asking. */
  end(): void {
    this.#isEnded = true;
  }

  /** The objects whose keys begin with this. */
  range(prefix: string, from = 0): Range {
    const first = this.#firstWhere((key) => key >= prefix, from);
    return { from: first, to: this.#firstWhere((key) => key > prefix && !key.startsWith(prefix), first) };
  }

  #firstWhere(isBehind: (key: string) => boolean, from: number): number {
    let low = from;
    let high = this.objects.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBehind(this.objects[middle]?.key ?? "")) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  async #list(store: ObjectStore): Promise<void> {
    try {
      for await (const { objects, flaws, asOf } of store.listInAnyOrder(this.prefix)) {
        if (this.objects.length === 0) this.asOf = asOf;
        this.objects.push(...objects);
        for (const [key, flaw] of flaws ?? []) this.flaws.set(key, flaw);
        if (this.#isEnded) return;
        this.isCut = this.objects.length >= maxObjects;
        if (this.isCut) break;
      }
      this.objects.sort((a, b) => (a.key < b.key ? -1 : 1));
      this.state = "listed";
    } catch (error) {
      if (!(error instanceof TapError)) throw error;
      this.failure = error;
      this.state = "failed";
    }
  }
}
