import { TapError } from "../../src/errors.ts";
import type { ObjectStore } from "../../src/s3/store.ts";
import { memoryStore } from "./memory-store.ts";

/** A store whose listing of the whole bucket is denied behind its first page, where that of a part is allowed. */
export function denyingStore(keys: readonly string[]): ObjectStore {
  const store = memoryStore(keys.map((key) => ({ key, bytes: Buffer.from("id\n1\n") })));
  return {
    ...store,
    async *listInAnyOrder(prefix) {
      yield* store.listInAnyOrder(prefix);
      if (prefix === "") throw new TapError("denied", "Not allowed to list the rest");
    },
  };
}
