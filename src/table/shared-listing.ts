import { TapError } from "../errors.ts";
import type { ListPage, S3Object } from "../s3/store.ts";

/** Whoever takes pages of a listing that several share. */
export interface PageTaker {
  /** Whether it wants every listed object, whatever it begins with. */
  readonly wantsAll: boolean;
  /** May throw TapError, and is then given no more pages. */
  take(page: ListPage): void;
}

/** One of those who share a listing. */
export interface Member<T> {
  /** What it is given begins with it. */
  readonly prefix: string;
  readonly consumer: T;
  /** What it threw when it took a page. */
  failure: TapError | null;
}

/**
 * Hands each page to those whom it concerns. For each key it asks once for each length that a prefix has, and not once
 * for each consumer: 2,000 tables cost as much as one. A key that stands on two pages in a row is handed out once.
 */
export class SharedListing {
  readonly #byPrefix = new Map<string, Member<PageTaker>[]>();
  readonly #lengths: readonly number[];
  /** The one prefix of all members is what is listed. */
  readonly #isOfAll: boolean;
  #before: readonly S3Object[] = [];

  /** `prefix`: what is listed. */
  constructor(members: readonly Member<PageTaker>[], prefix: string) {
    for (const member of members) {
      const same = this.#byPrefix.get(member.prefix);
      if (same === undefined) this.#byPrefix.set(member.prefix, [member]);
      else same.push(member);
    }
    this.#lengths = [...new Set(members.map(({ prefix }) => prefix.length))].sort((a, b) => a - b);
    this.#isOfAll = this.#lengths.every((length) => length === prefix.length);
  }

  /** The objects of a page, without those of the page before it, by the prefix that they begin with. */
  dispatch(page: ListPage): void {
    const objects = withoutThose(this.#before, page.objects);
    this.#before = page.objects;
    const shares = this.#isOfAll ? null : this.#sharesOf(objects);
    for (const [prefix, members] of this.#byPrefix) {
      const share = shares === null ? objects : (shares.get(prefix) ?? []);
      for (const member of members) {
        const own = member.consumer.wantsAll ? objects : share;
        if (own.length > 0 || page.flaws !== undefined) hand({ ...page, objects: own }, member);
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

/** What is not on the page before. Nearly always nothing could be on both: the keys of one are all above those of the other. */
function withoutThose(before: readonly S3Object[], objects: readonly S3Object[]): readonly S3Object[] {
  if (before.length === 0 || objects.length === 0) return objects;
  const [one, other] = [edgesOf(before), edgesOf(objects)];
  if (one.last < other.first || other.last < one.first) return objects;
  const byKey = new Map(before.map((object) => [object.key, object]));
  return objects.filter((object) => !isSame(byKey.get(object.key), object));
}

/** The least and the greatest key of a page, which need not be in order. */
function edgesOf(objects: readonly S3Object[]): { readonly first: string; readonly last: string } {
  let first = objects[0]?.key ?? "";
  let last = first;
  for (const { key } of objects) {
    if (key > last) last = key;
    else if (key < first) first = key;
  }
  return { first, last };
}

function hand(page: ListPage, member: Member<PageTaker>): void {
  if (member.failure !== null) return;
  try {
    member.consumer.take(page);
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    member.failure = error;
  }
}

function isSame(one: S3Object | undefined, other: S3Object): boolean {
  return one !== undefined && one.etag === other.etag && one.lastModified.getTime() === other.lastModified.getTime();
}
