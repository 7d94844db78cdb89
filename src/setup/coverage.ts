import { setImmediate as nextTurn } from "node:timers/promises";
import { isNamedReadable } from "../files/format-of.ts";
import { isOfTable, type TableFilter } from "../table/table-filter.ts";
import type { Listing, Range } from "./listing.ts";
import { now } from "../now.ts";

/** Milliseconds that a pattern is tried for at a stretch, before others have their turn; and at all. */
const sliceMs = 20;
const limitMs = 5000;

/** Which tables take which keys. Counts of any range of keys cost nothing: they are kept as sums. */
export class Coverage {
  readonly #listing: Listing;
  readonly #taken = new Map<string, Taken>();
  #rest: { readonly untaken: Uint32Array; readonly shared: Uint32Array } | null = null;

  constructor(listing: Listing) {
    this.#listing = listing;
  }

  /** Holds every key against the filter of a table. Gives up where `isStale`. */
  async take(table: string, filter: TableFilter, isStale: () => boolean): Promise<void> {
    const { objects } = this.#listing;
    const sums = new Uint32Array(objects.length + 1);
    const { from, to } = filter.prefix === null ? { from: 0, to: 0 } : this.#listing.range(filter.prefix);
    const began = now();
    let pause = began + sliceMs;
    let isComplete = true;
    let count = 0;
    for (let index = from; index < to; index++) {
      if (isComplete && isOfTable(objects[index]?.key ?? "", filter)) count += 1;
      sums[index + 1] = count;
      if (!isComplete || now() < pause) continue;
      await nextTurn();
      if (isStale()) return;
      isComplete = now() < began + limitMs;
      pause = now() + sliceMs;
    }
    sums.fill(count, to + 1);
    this.#taken.set(table, { sums, isComplete });
    this.#rest = null;
  }

  drop(table: string): void {
    this.#taken.delete(table);
    this.#rest = null;
  }

  isComplete(table: string): boolean {
    return this.#taken.get(table)?.isComplete ?? false;
  }

  /** Objects of a range that a table takes; null where that is not known. */
  countOf(table: string, range: Range): number | null {
    const taken = this.#taken.get(table);
    return taken === undefined ? null : countIn(taken.sums, range);
  }

  /** Readable objects of a range that no table takes. */
  untaken(range: Range): number {
    return countIn(this.#sumsOfRest().untaken, range);
  }

  /** Objects of a range that several tables take. */
  shared(range: Range): number {
    return countIn(this.#sumsOfRest().shared, range);
  }

  /** Of those that a table takes, the ones that another takes as well. */
  sharedBy(table: string): number {
    const own = this.#taken.get(table)?.sums;
    const { shared } = this.#sumsOfRest();
    if (own === undefined) return 0;
    let count = 0;
    for (let at = 0; at < own.length - 1; at++) {
      if (own[at] !== own[at + 1] && shared[at] !== shared[at + 1]) count += 1;
    }
    return count;
  }

  /** The first objects that a table takes. */
  examplesOf(table: string, limit: number): readonly number[] {
    const sums = this.#taken.get(table)?.sums;
    const found: number[] = [];
    for (let at = 0; sums !== undefined && at < sums.length - 1 && found.length < limit; at++) {
      if (sums[at] !== sums[at + 1]) found.push(at);
    }
    return found;
  }

  #sumsOfRest(): { readonly untaken: Uint32Array; readonly shared: Uint32Array } {
    if (this.#rest !== null) return this.#rest;
    const { objects } = this.#listing;
    const untaken = new Uint32Array(objects.length + 1);
    const shared = new Uint32Array(objects.length + 1);
    const tables = [...this.#taken.values()].map(({ sums }) => sums);
    for (const [index, { key, size }] of objects.entries()) {
      const readers = tables.reduce((sum, sums) => sum + countIn(sums, { from: index, to: index + 1 }), 0);
      const isUntaken = readers === 0 && size > 0 && isNamedReadable(key);
      untaken[index + 1] = (untaken[index] ?? 0) + (isUntaken ? 1 : 0);
      shared[index + 1] = (shared[index] ?? 0) + (readers > 1 ? 1 : 0);
    }
    this.#rest = { untaken, shared };
    return this.#rest;
  }
}

/** How many keys before each index a table takes. */
interface Taken {
  readonly sums: Uint32Array;
  readonly isComplete: boolean;
}

function countIn(sums: Uint32Array, { from, to }: Range): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
