import type { ObjectStore } from "../s3/store.ts";

/** The store, which tells how many bytes of objects have come in: whole ones, and ranges. */
export function countReads(store: ObjectStore, count: (bytes: number) => void): ObjectStore {
  return {
    list: (prefix) => store.list(prefix),
    listInAnyOrder: (prefix) => store.listInAnyOrder(prefix),
    find: (key) => store.find(key),
    oldestUpload: (prefix, maxAgeMs) => store.oldestUpload(prefix, maxAgeMs),
    async *read(object, range) {
      for await (const chunk of store.read(object, range)) {
        count(chunk.length);
        yield chunk;
      }
    },
  };
}
