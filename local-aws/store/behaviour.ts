/** How the store behaves where real stores differ; every field may be changed while it runs. */
export interface Behaviour {
  /** Milliseconds before each answer. */
  latencyMs: number;
  /** Body bytes per second of one answer; 0 for no limit. */
  bytesPerSecond: number;
  /** Most entries of one listing page. */
  maxKeys: number;
  /** What listings tell of a time: AWS gives seconds, Ceph and MinIO milliseconds, others microseconds. */
  timestamps: "seconds" | "milliseconds" | "microseconds";
  /** When an object that was uploaded in parts was modified: AWS says initiation, MinIO says completion. */
  multipartStamp: "initiation" | "completion";
  /** The checksum that a whole-object GET carries when the client asks for one. */
  checksum: "none" | "crc32" | "crc64nvme" | "composite";
  /** False for stores that list in no order, such as directory buckets. */
  ordersListings: boolean;
  /** What becomes of `start-after`: directory buckets refuse it, and stores are conceivable that do not know it. */
  startAfter: "known" | "ignored" | "refused";
  /** False for stores that send bare ETags in listings. */
  quotesEtags: boolean;
  /** Whether V1 listings, and V2 listings with fetch-owner, name the owner. */
  listsOwner: boolean;
  /** False for stores that ignore encoding-type=url and echo nothing. */
  encodesKeys: boolean;
  /** How encoding-type=url writes a space: AWS `+`, Ceph and moto `%20`. */
  encodesSpaceAs: "+" | "%20";
  /** False to accept any clock, for tests that inject one. */
  checksClock: boolean;
  /** False to accept any region in a signature. */
  checksRegion: boolean;
}

/** As AWS behaves. */
export const AWS_BEHAVIOUR: Readonly<Behaviour> = {
  latencyMs: 0,
  bytesPerSecond: 0,
  maxKeys: 1000,
  timestamps: "seconds",
  multipartStamp: "initiation",
  checksum: "crc32",
  ordersListings: true,
  startAfter: "known",
  quotesEtags: true,
  listsOwner: true,
  encodesKeys: true,
  encodesSpaceAs: "+",
  checksClock: true,
  checksRegion: true,
};
