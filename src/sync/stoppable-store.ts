import type { ObjectStore } from "../s3/store.ts";
import type { Stop } from "./stop.ts";

/**
 * A store whose answers nobody waits for any longer once the run is to end: whatever is being
 * listed or read then throws a TapError of kind "stopped". What is under way is left to itself.
 */
export function stoppable(store: ObjectStore, stop: Stop): ObjectStore {
  return {
    list: (prefix) => iterate(store.list(prefix), stop),
    listInAnyOrder: (prefix) => iterate(store.listInAnyOrder(prefix), stop),
    read: (object, range) => iterate(store.read(object, range), stop),
    find: (key) => stop.orEnd(store.find(key)),
    oldestUpload: (prefix, maxAgeMs) => stop.orEnd(store.oldestUpload(prefix, maxAgeMs)),
  };
}

async function* iterate<T>(items: AsyncIterable<T>, stop: Stop): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let isWaiting = false;
  try {
    for (;;) {
      isWaiting = true;
      const { done, value } = await stop.orEnd(iterator.next());
      isWaiting = false;
      if (done === true) return;
      yield value;
    }
  } finally {
    // A generator that is still waiting for the network would make `return` wait as well.
    if (!isWaiting) await iterator.return?.();
  }
}
