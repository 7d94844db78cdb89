import type { ByteRange, ListPage, ObjectStore, S3Object } from "../s3/store.ts";

/** Bytes of each object that are fetched once and kept: most files whole, and the header of nearly every other. */
const keptBytes = 256 * 1024;

/**
 * A store that holds nothing but a sample, and asks for the beginning of each object only once, however often it is
 * read: a sample is looked at, discovered and synced for one request a file.
 */
export function sampledStore(store: ObjectStore, objects: readonly S3Object[], asOf: Date): ObjectStore {
  const beginnings = new Map<string, Promise<Buffer>>();
  const beginningOf = (object: S3Object): Promise<Buffer> => {
    const known = beginnings.get(object.key);
    if (known !== undefined) return known;
    const begun = wholeOf(store.read(object, { from: 0, to: Math.min(keptBytes, object.size) }));
    beginnings.set(object.key, begun);
    return begun;
  };
  return {
    list: () => onePage(objects, asOf),
    listInAnyOrder: () => onePage(objects, asOf),
    read: (object, range) => readOn(object, range, beginningOf, store),
    find: async (key) => objects.find((object) => object.key === key) ?? null,
    oldestUpload: (prefix, maxAgeMs) => store.oldestUpload(prefix, maxAgeMs),
  };
}

async function* onePage(objects: readonly S3Object[], asOf: Date): AsyncGenerator<ListPage> {
  yield { objects: objects.toSorted((a, b) => (a.key < b.key ? -1 : 1)), asOf };
}

async function* readOn(
  object: S3Object,
  { from, to = object.size }: ByteRange = { from: 0 },
  beginningOf: (object: S3Object) => Promise<Buffer>,
  store: ObjectStore,
): AsyncGenerator<Uint8Array> {
  const kept = Math.min(keptBytes, object.size);
  // A copy, because who reads may write into what it is given.
  if (from < kept) yield Buffer.from((await beginningOf(object)).subarray(from, Math.min(to, kept)));
  if (to > kept) yield* store.read(object, { from: Math.max(from, kept), to });
}

async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
