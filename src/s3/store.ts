import type { TapError } from "../errors.ts";

/** What a listing tells of one object. */
export interface S3Object {
  readonly key: string;
  /** Bytes as stored, before any decompression. */
  readonly size: number;
  /** From the listing only: HEAD and GET round differently on some stores. */
  readonly lastModified: Date;
  /** As the store sends it, with its quotes; `""` where the store sends none. */
  readonly etag: string;
  readonly storageClass?: string;
  /** A copy of what is archived can be read. Known only where the connection asks for it. */
  readonly isRestored?: true;
}

/** One answer of ListObjectsV2, checked to be a listing. */
export interface ListPage {
  readonly objects: readonly S3Object[];
  /** Why an entry is no object that could be read, by key: to be thrown by whoever needs it. Absent where there is none. */
  readonly flaws?: ReadonlyMap<string, TapError>;
  /**
   * The store's own clock at a moment not later than the listing: its `Date` header, less the time
   * the request took, less one second, floored to the second.
   */
  readonly asOf: Date;
}

/** Which bytes of an object, like a half-open slice. Without `to`: up to the end. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

/** What is known of the multipart uploads that may still become objects with an old timestamp. */
export type OldestUpload =
  | { readonly kind: "none" }
  | { readonly kind: "oldest"; readonly began: Date; readonly key: string; readonly id: string }
  /** The store does not know the question, or refuses to answer it: worth one warning. */
  | {
      readonly kind: "unknown";
      readonly why: string;
      /** What can be done, where anything can. */ readonly remedy: string;
    };

/** The things a store can do for a tap. Every method throws TapError. */
export interface ObjectStore {
  /** All objects whose key starts with `prefix`, page by page, the next page already asked for. */
  list(prefix: string): AsyncIterable<ListPage>;

  /** The same pages in any order, the first of them first: a long listing is split and asked for side by side. */
  listInAnyOrder(prefix: string): AsyncIterable<ListPage>;

  /**
   * The bytes of exactly the listed version: complete, verified and resumed after broken
   * connections, or an error. Ending the iteration early closes the connection.
   */
  read(object: S3Object, range?: ByteRange): AsyncIterable<Uint8Array>;

  /** The object as it is listed now, or null when it is gone. Nearly always one request. */
  find(key: string): Promise<S3Object | null>;

  /**
   * When the oldest unfinished multipart upload under `prefix` began. Uploads older than `maxAgeMs`
   * by the store's clock are taken for abandoned and do not count.
   */
  oldestUpload(prefix: string, maxAgeMs: number): Promise<OldestUpload>;
}
