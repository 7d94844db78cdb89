import type { TapError } from "../../src/errors.ts";
import type { ListPage, ObjectStore, S3Object } from "../../src/s3/store.ts";

/** An object of a store in memory. */
export interface MemoryObject {
  readonly key: string;
  readonly bytes: Buffer;
  readonly lastModified?: Date;
  readonly storageClass?: string;
  readonly etag?: string;
  /** What every read of it throws. */
  readonly failure?: TapError;
}

/** A store that holds these objects, without a server. */
export function memoryStore(objects: readonly MemoryObject[]): ObjectStore {
  const stored = new Map(objects.map((object) => [object.key, { object, entry: entryOf(object) }]));
  const sorted = [...stored.values()].sort((a, b) => (a.entry.key < b.entry.key ? -1 : 1));
  const list = async function* (prefix: string): AsyncGenerator<ListPage> {
    const entries = sorted.map(({ entry }) => entry).filter(({ key }) => key.startsWith(prefix));
    yield { objects: entries, asOf: new Date("2026-06-01T00:00:00Z") };
  };
  return {
    list,
    listInAnyOrder: list,
    async *read({ key }, { from, to } = { from: 0 }) {
      const object = stored.get(key)?.object;
      if (object?.failure !== undefined) throw object.failure;
      // Cut somewhere, and not shared with anybody.
      const range = object?.bytes.subarray(from, to) ?? Buffer.alloc(0);
      const middle = Math.floor(range.length / 3);
      for (const part of [range.subarray(0, middle), range.subarray(middle)]) {
        if (part.length > 0) yield Buffer.from(part);
      }
    },
    find: async (key) => {
      const { object, entry } = stored.get(key) ?? {};
      return object?.failure?.kind === "gone" ? null : (entry ?? null);
    },
    oldestUpload: async () => ({ kind: "none" }),
  };
}

function entryOf({
  key,
  bytes,
  storageClass,
  etag = '"1"',
  lastModified = new Date("2026-01-01T00:00:00Z"),
}: MemoryObject): S3Object {
  const entry = { key, size: bytes.length, lastModified, etag };
  return storageClass === undefined ? entry : { ...entry, storageClass };
}
