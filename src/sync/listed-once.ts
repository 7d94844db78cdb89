import type { ByteRange, ListPage, ObjectStore, OldestUpload, S3Object } from "../s3/store.ts";
import { earlier, maxUploadAgeMs } from "./table-plans.ts";
import { now } from "../now.ts";

/** Objects that are kept until they are asked for again; what is longer is listed again. */
const maxKept = 50_000;

/** A whole listing, with what was known of uploads before it began. */
interface KeptListing {
  readonly upload: OldestUpload | null;
  readonly pages: readonly ListPage[];
}

const unknown = Symbol("whether there are uploads is not known");

/** One store, for a run that lists twice: first to discover, then to sync. */
export interface ListedOnce {
  readonly first: ObjectStore;
  /** Hands out what the first has listed, once. */
  readonly second: ObjectStore;
}

/** Uploads are asked about before the first listing: the plan that the sync makes of it speaks as of then. */
export function listedOnce(store: ObjectStore, asksForUploads: boolean): ListedOnce {
  const kept = new Map<string, KeptListing>();
  let room = maxKept;

  async function* listAndKeep(prefix: string): AsyncGenerator<ListPage> {
    const asked = now();
    const upload = asksForUploads ? await uploadBefore(prefix) : null;
    const pages: ListPage[] = [];
    let objects = 0;
    for await (const page of store.listInAnyOrder(prefix)) {
      objects += page.objects.length;
      const asOf = pages.length === 0 ? earlier(page.asOf, now() - asked) : page.asOf;
      if (objects <= room) pages.push({ ...page, asOf });
      yield page;
    }
    if (objects > room || upload === unknown) return;
    kept.set(prefix, { upload, pages });
    room -= objects;
  }

  /** What keeps the store from telling, the listing that comes next says in plainer words, or else the sync, which asks again. */
  async function uploadBefore(prefix: string): Promise<OldestUpload | null | typeof unknown> {
    try {
      return await store.oldestUpload(prefix, maxUploadAgeMs);
    } catch {
      return unknown;
    }
  }

  async function* handOut(prefix: string): AsyncGenerator<ListPage> {
    const listing = kept.get(prefix);
    kept.delete(prefix);
    yield* listing?.pages ?? store.listInAnyOrder(prefix);
  }

  const others = {
    list: (prefix: string) => store.list(prefix),
    read: (object: S3Object, range?: ByteRange) => store.read(object, range),
    find: (key: string) => store.find(key),
  };
  return {
    first: { ...others, listInAnyOrder: listAndKeep, oldestUpload: (...question) => store.oldestUpload(...question) },
    second: {
      ...others,
      listInAnyOrder: handOut,
      oldestUpload: async (prefix, maxAgeMs) =>
        kept.get(prefix)?.upload ?? (await store.oldestUpload(prefix, maxAgeMs)),
    },
  };
}
