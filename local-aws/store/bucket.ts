import { createHash, randomBytes } from "node:crypto";
import { ACCOUNT } from "./identities.ts";
import { KeyIndex } from "./key-index.ts";
import type { Content } from "./content.ts";

/** What an object is beyond its bytes. One value is shared by all plain objects. */
export interface Traits {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** GLACIER and DEEP_ARCHIVE refuse GET until `restored`. */
  readonly storageClass?: string;
  /** A restored copy is readable and keeps its storage class. */
  readonly restored?: boolean;
  /** For INTELLIGENT_TIERING: ARCHIVE_ACCESS or DEEP_ARCHIVE_ACCESS; only HEAD tells. */
  readonly archiveStatus?: string;
  /** GET is refused with a message that names kms:Decrypt. */
  readonly kmsDenied?: boolean;
  /** The base64 key without which GET and HEAD are refused (SSE-C). */
  readonly customerKey?: string;
  /** Decompressed by the store, without a length, unless the client sends Accept-Encoding: gzip. */
  readonly transcoded?: boolean;
  /** Overrides the store's `checksum`. */
  readonly checksum?: "none" | "crc32" | "crc64nvme" | "composite";
}

/** One version of an object. */
export interface StoredObject {
  readonly key: string;
  readonly content: Content;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** Without quotes; null for the MD5 of the content, which is made when first needed. */
  readonly etag: string | null;
  readonly traits: Traits;
  /** `null` is the version of an object that was put without versioning. */
  readonly versionId: string;
}

/** One entry of a key's history. */
export type Version =
  | { readonly kind: "object"; readonly object: StoredObject; readonly versionId: string }
  | { readonly kind: "delete-marker"; readonly versionId: string; readonly lastModified: number };

/** A multipart upload that has begun and not ended. */
export interface Upload {
  readonly uploadId: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiated: number;
  readonly traits: Traits;
  readonly parts: Map<number, Content>;
}

/** What a bucket is made with. */
export interface BucketOptions {
  /** The store's own when absent. */
  readonly region?: string;
  /** Account id that x-amz-expected-bucket-owner is held against. */
  readonly owner?: string;
  readonly versioning?: boolean;
  /** Unsigned requests may list and read. */
  readonly anonymous?: boolean;
  /** Every request must say x-amz-request-payer: requester. */
  readonly requesterPays?: boolean;
}

/** A bucket: what its keys hold now, what they held before, and what is being uploaded. */
export class Bucket {
  readonly name: string;
  readonly region: string;
  readonly owner: string;
  readonly anonymous: boolean;
  readonly requesterPays: boolean;
  readonly createdAt: number;
  versioning: "never" | "Enabled" | "Suspended";
  readonly uploads = new Map<string, Upload>();
  readonly #current = new Map<string, StoredObject>();
  readonly #history = new Map<string, Version[]>();
  readonly #index = new KeyIndex();

  constructor(name: string, region: string, createdAt: number, options: BucketOptions) {
    this.name = name;
    this.region = options.region ?? region;
    this.owner = options.owner ?? ACCOUNT;
    this.anonymous = options.anonymous ?? false;
    this.requesterPays = options.requesterPays ?? false;
    this.versioning = options.versioning === true ? "Enabled" : "never";
    this.createdAt = createdAt;
  }

  /** The object a plain GET of the key finds. */
  find(key: string): StoredObject | undefined {
    return this.#current.get(key);
  }

  /** A version of the key, newest first in its history. */
  findVersion(key: string, versionId: string): Version | undefined {
    const object = this.#current.get(key);
    if (object !== undefined && object.versionId === versionId) return { kind: "object", object, versionId };
    return this.#history.get(key)?.find((version) => version.versionId === versionId);
  }

  /** The delete marker that hides the key, if one does. */
  hidingMarker(key: string): Version | undefined {
    const newest = this.#current.has(key) ? undefined : this.#history.get(key)?.[0];
    return newest?.kind === "delete-marker" ? newest : undefined;
  }

  /** Makes the object the current one of its key. */
  put(draft: Omit<StoredObject, "versionId">): StoredObject {
    const object = { ...draft, versionId: this.versioning === "Enabled" ? newVersionId() : "null" };
    if (this.versioning !== "never") this.#remember({ kind: "object", object, versionId: object.versionId }, draft.key);
    if (!this.#current.has(draft.key)) this.#index.add(draft.key);
    this.#current.set(draft.key, object);
    return object;
  }

  /** Deletes as a DELETE without a version does: with versioning it only puts a marker on top. */
  remove(key: string, now: number): Version | undefined {
    const before = this.#current.get(key);
    if (this.#current.delete(key)) this.#index.remove();
    if (this.versioning === "never") return undefined;
    if (before?.versionId === "null" && !this.#history.has(key)) {
      this.#history.set(key, [{ kind: "object", object: before, versionId: "null" }]);
    }
    const versionId = this.versioning === "Enabled" ? newVersionId() : "null";
    const marker: Version = { kind: "delete-marker", versionId, lastModified: now };
    this.#remember(marker, key);
    return marker;
  }

  /** Deletes one version for good, and shows the one below it if it was on top. */
  removeVersion(key: string, versionId: string): Version | undefined {
    const removed = this.findVersion(key, versionId);
    const left = this.#history.get(key)?.filter((version) => version.versionId !== versionId) ?? [];
    if (left.length === 0) this.#history.delete(key);
    else this.#history.set(key, left);
    const newest = left[0];
    const held = this.#current.delete(key);
    if (newest?.kind === "object") {
      this.#current.set(key, newest.object);
      if (!held) this.#index.add(key);
    } else if (held) this.#index.remove();
    return removed;
  }

  /** All keys, by their UTF-8 bytes. */
  keys(): readonly string[] {
    return this.#index.keys((key) => this.#current.has(key));
  }

  get isEmpty(): boolean {
    return this.#current.size === 0 && this.#history.size === 0;
  }

  #remember(version: Version, key: string): void {
    const before = this.#current.get(key);
    const known = this.#history.get(key) ?? (before === undefined ? [] : [asVersion(before)]);
    this.#history.set(key, [version, ...known.filter((it) => it.versionId !== version.versionId)]);
  }
}

/** The entity tag without quotes. */
export function etagOf(object: StoredObject): string {
  return object.etag ?? object.content.md5() ?? generatedEtag(object);
}

// Generated content has no MD5: a tag of the multipart form promises none.
function generatedEtag(object: StoredObject): string {
  const seed = `${object.key} ${object.content.size} ${object.lastModified} ${object.versionId}`;
  return `${createHash("md5").update(seed).digest("hex")}-2`;
}

function asVersion(object: StoredObject): Version {
  return { kind: "object", object, versionId: object.versionId };
}

function newVersionId(): string {
  return randomBytes(24).toString("base64url");
}
