import type { ListPage, S3Object } from "../s3/store.ts";

/** Whoever takes part in a listing that several share. */
export interface PageTaker {
  /** What it is given begins with it. */
  readonly prefix: string;
  /** Whether it wants every listed object, whatever it begins with. */
  readonly wantsAll: boolean;
  take(page: ListPage): void;
}

/**
 * Hands each page to those whom it concerns. For each key it asks once for each length that a prefix has, and not once
 * for each taker: 2,000 tables cost as much as one. A key that stands on two pages in a row is handed out once.
 */
export class SharedListing<T extends PageTaker> {
  readonly #byPrefix = new Map<string, T[]>();
  readonly #lengths: readonly number[];
  #before: ReadonlyMap<string, S3Object> = new Map();

  constructor(takers: readonly T[]) {
    for (const taker of takers) {
      const same = this.#byPrefix.get(taker.prefix);
      if (same === undefined) this.#byPrefix.set(taker.prefix, [taker]);
      else same.push(taker);
    }
    this.#lengths = [...new Set(takers.map(({ prefix }) => prefix.length))].sort((a, b) => a - b);
  }

  /** The objects of a page, without those of the page before it, by the prefix that they begin with. */
  dispatch(page: ListPage): void {
    const objects = page.objects.filter((object) => !isSame(this.#before.get(object.key), object));
    this.#before = new Map(page.objects.map((object) => [object.key, object]));
    const { asOf, flaws } = page;
    const shares = this.#lengths.length === 1 ? null : this.#sharesOf(objects);
    for (const [prefix, takers] of this.#byPrefix) {
      const share = shares === null ? objects : (shares.get(prefix) ?? []);
      for (const taker of takers) {
        const own = taker.wantsAll ? objects : share;
        if (own.length > 0 || flaws !== undefined) taker.take({ ...page, asOf, objects: own });
      }
    }
  }

  #sharesOf(objects: readonly S3Object[]): ReadonlyMap<string, S3Object[]> {
    const shares = new Map<string, S3Object[]>();
    for (const object of objects) {
      for (const length of this.#lengths) {
        if (length > object.key.length) break;
        const prefix = object.key.slice(0, length);
        if (!this.#byPrefix.has(prefix)) continue;
        const share = shares.get(prefix);
        if (share === undefined) shares.set(prefix, [object]);
        else share.push(object);
      }
    }
    return shares;
  }
}

function isSame(one: S3Object | undefined, other: S3Object): boolean {
  return one !== undefined && one.etag === other.etag && one.lastModified.getTime() === other.lastModified.getTime();
}

/** Parts those whose prefixes overlap from the others: each group is listed once, by its shortest prefix. */
export function groupByPrefix<T extends { readonly prefix: string }>(
  takers: readonly T[],
): readonly { readonly prefix: string; readonly takers: readonly T[] }[] {
  const groups: { prefix: string; takers: T[] }[] = [];
  // In this order every prefix comes right behind those that it begins with.
  for (const taker of takers.toSorted((a, b) => (a.prefix === b.prefix ? 0 : a.prefix < b.prefix ? -1 : 1))) {
    const last = groups.at(-1);
    if (last !== undefined && taker.prefix.startsWith(last.prefix)) last.takers.push(taker);
    else groups.push({ prefix: taker.prefix, takers: [taker] });
  }
  return groups;
}
