import type { ObjectStore } from "../s3/store.ts";

/** The store, which tells how many bytes of objects have come in: whole ones, and ranges. */
export function countReads(store: ObjectStore, count: (bytes: number) => void): ObjectStore {
  return {
    list: (prefix) => store.list(prefix),
    listInAnyOrder: (prefix) => store.listInAnyOrder(prefix),
    find: (key) => store.find(key),
    oldestUpload: (prefix, maxAgeMs) => store.oldestUpload(prefix, maxAgeMs),
    read: (object, range) => counting(store.read(object, range), count),
  };
}

/** No generator, which could not be closed while it waits for bytes. */
function counting(bytes: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => {
      const chunks = bytes[Symbol.asyncIterator]();
      return {
        next: async () => {
          const step = await chunks.next();
          if (step.done !== true) count(step.value.length);
          return step;
        },
        return: async () => {
          await chunks.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
