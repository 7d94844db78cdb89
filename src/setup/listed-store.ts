import type { ObjectStore } from "../s3/store.ts";
import type { Listing } from "./listing.ts";

const pageSize = 1000;

/** The store with a listing that has been read: a pattern is tried on every key stroke, and nobody is to pay for that. */
export function listedStore(store: ObjectStore, listing: Listing): ObjectStore {
  const isKnown = (prefix: string): boolean => !listing.isCut && prefix.startsWith(listing.prefix);
  const { asOf, flaws } = listing;
  async function* pages(prefix: string) {
    const { from, to } = listing.range(prefix);
    for (let at = from; at < to; at += pageSize) {
      yield { objects: listing.objects.slice(at, Math.min(at + pageSize, to)), flaws, asOf };
    }
  }
  return {
    ...store,
    list: (prefix) => (isKnown(prefix) ? pages(prefix) : store.list(prefix)),
    listInAnyOrder: (prefix) => (isKnown(prefix) ? pages(prefix) : store.listInAnyOrder(prefix)),
  };
}
