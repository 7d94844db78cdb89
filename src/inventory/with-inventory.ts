import { isAccessPoint } from "../config/bucket-name.ts";
import type { InventoryAddress } from "../config/parse-inventory.ts";
import type { ListPage, ObjectStore, S3Object } from "../s3/store.ts";
import { type Manifest, readManifest, unusable } from "./manifest.ts";
import { readDataFile } from "./read-data-file.ts";

/** An inventory that stands for the listing of a bucket. */
export interface InventoryOptions {
  readonly address: InventoryAddress;
  /** The bucket that is read. */
  readonly bucket: string;
  /** Where the inventory is. */
  readonly holder: ObjectStore;
  /** Told of the inventory before it is read. */
  readonly onManifest: (manifest: Manifest) => void;
}

/** What is stamped so shortly before the inventory was begun may not be in it, and waits for the next one. */
const unsettledMs = 15 * 60_000;

const pageSize = 1000;

/** The store, with an inventory in the place of whole listings: they bring what the inventory knows, as of its time. */
export function withInventory(store: ObjectStore, options: InventoryOptions): ObjectStore {
  let manifest: Promise<Manifest> | null = null;
  return {
    list: (prefix) => store.list(prefix),
    read: (object, range) => store.read(object, range),
    find: (key) => store.find(key),
    oldestUpload: (prefix, maxAgeMs) => store.oldestUpload(prefix, maxAgeMs),
    listInAnyOrder: async function* (prefix) {
      manifest ??= open(options);
      yield* pagesOf(await manifest, prefix, options);
    },
  };
}

async function open({ address, bucket, holder, onManifest }: InventoryOptions): Promise<Manifest> {
  const manifest = await readManifest(address, holder);
  const { sourceBucket } = manifest;
  // What the alias of an access point stands for, only the store knows.
  if (sourceBucket !== bucket && !isAccessPoint(bucket) && !bucket.endsWith("-s3alias")) {
    throw unusable(
      address,
      `it is of the bucket "${sourceBucket}", and the config reads "${bucket}"; name one of that`,
    );
  }
  onManifest(manifest);
  return manifest;
}

async function* pagesOf(
  manifest: Manifest,
  prefix: string,
  { address, holder }: InventoryOptions,
): AsyncGenerator<ListPage> {
  const { asOf, files } = manifest;
  const newest = asOf.getTime() - unsettledMs;
  let page: S3Object[] = [];
  for (const file of files) {
    for await (const entries of readDataFile(file, manifest, address, holder)) {
      for (const entry of entries) {
        if (!entry.key.startsWith(prefix) || entry.lastModified.getTime() > newest) continue;
        page.push(entry);
        if (page.length < pageSize) continue;
        yield { asOf, objects: page };
        page = [];
      }
    }
  }
  yield { asOf, objects: page };
}
