import { listen } from "../listen.ts";
import { AWS_BEHAVIOUR, type Behaviour } from "./behaviour.ts";
import { etagOf, type Bucket, type BucketOptions, type StoredObject, type Traits } from "./bucket.ts";
import { newBucket } from "./bucket-operations.ts";
import type { StoreState } from "./call.ts";
import { toContent, type Body } from "./content.ts";
import { DEFAULT_USER, Identities, type AssumableRole, type User } from "./identities.ts";
import { beginUpload, finishUpload } from "./multipart.ts";
import { checkKey, hiddenEtag } from "./put-object.ts";
import type { LoggedRequest } from "./request-log.ts";
import { createStoreServer } from "./server.ts";

/** What a store starts with; all of `Behaviour` may be given here and changed later. */
export interface StoreOptions extends Partial<Behaviour> {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly region?: string;
  readonly users?: readonly User[];
  readonly roles?: readonly AssumableRole[];
  readonly clock?: () => Date;
}

/** What a test may say of an object it puts. */
export interface PutOptions extends Traits {
  readonly lastModified?: Date;
  /** Without quotes; the MD5 of the content when absent. */
  readonly etag?: string;
}

/** A running S3 server on 127.0.0.1, and its verbs for the process it runs in. */
export interface Store {
  readonly url: string;
  readonly region: string;
  /** The first user, as the SDK wants credentials. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Live: change a field and the next request sees it. */
  readonly behaviour: Behaviour;
  readonly identities: Identities;
  /** All requests since the start or the last `resetRequests`, in order of arrival; live. */
  readonly requests: readonly LoggedRequest[];
  resetRequests(): void;
  createBucket(name: string, options?: BucketOptions): void;
  /** Throws when the bucket does not exist, as all verbs do. */
  put(bucket: string, key: string, body: Body, options?: PutOptions): StoredObject;
  remove(bucket: string, key: string): void;
  /** The bytes of the object, or null. */
  get(bucket: string, key: string): Buffer | null;
  /** A multipart upload that stays unfinished until the test ends it. */
  startUpload(bucket: string, key: string, options?: { readonly initiated?: Date }): OpenUpload;
  /** By their UTF-8 bytes. */
  keys(bucket: string): readonly string[];
  /** Without quotes. */
  etag(bucket: string, key: string): string | null;
  openSockets(): Promise<number>;
  /** Closes every connection, also those in the middle of an answer. */
  close(): Promise<void>;
}

/** A multipart upload in progress. */
interface OpenUpload {
  readonly uploadId: string;
  /** Makes the object appear, with the time that `multipartStamp` says. */
  complete(body: Body): StoredObject;
  abort(): void;
}

/** Starts an S3 server with real signatures, versions and STS; nothing outlives `close()`. */
export async function startStore(options: StoreOptions = {}): Promise<Store> {
  const {
    port = 0,
    region = "us-east-1",
    users = [DEFAULT_USER],
    roles = [],
    clock = systemClock,
    ...behaviour
  } = options;
  const requests: LoggedRequest[] = [];
  const state: StoreState = {
    region,
    identities: new Identities(users, roles),
    behaviour: { ...AWS_BEHAVIOUR, ...behaviour },
    buckets: new Map(),
    now: () => clock().getTime(),
  };
  const server = createStoreServer(state, requests);
  const listensOn = await listen(server, port);
  const { accessKeyId, secretAccessKey } = users[0] ?? DEFAULT_USER;
  const bucketNamed = (name: string): Bucket => {
    const bucket = state.buckets.get(name);
    if (bucket === undefined) throw new Error(`The store has no bucket "${name}"`);
    return bucket;
  };
  return {
    url: `http://127.0.0.1:${listensOn}`,
    region,
    credentials: { accessKeyId, secretAccessKey },
    behaviour: state.behaviour,
    identities: state.identities,
    requests,
    resetRequests: () => void requests.splice(0),
    createBucket: (name, bucketOptions = {}) =>
      void state.buckets.set(name, newBucket(name, region, state.now(), bucketOptions)),
    put: (bucket, key, body, putOptions) => putInto(bucketNamed(bucket), key, body, state.now(), putOptions),
    remove: (bucket, key) => void bucketNamed(bucket).remove(key, state.now()),
    get: (bucket, key) => bucketNamed(bucket).find(key)?.content.bytes() ?? null,
    startUpload: (name, key, { initiated } = {}) => {
      const bucket = bucketNamed(name);
      const upload = beginUpload(bucket, key, initiated?.getTime() ?? state.now(), PLAIN);
      return {
        uploadId: upload.uploadId,
        complete: (body) => finishUpload(bucket, upload, [toContent(body)], state.behaviour, state.now()),
        abort: () => void bucket.uploads.delete(upload.uploadId),
      };
    },
    keys: (bucket) => bucketNamed(bucket).keys(),
    etag: (bucket, key) => {
      const object = bucketNamed(bucket).find(key);
      return object === undefined ? null : etagOf(object);
    },
    openSockets: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const PLAIN: Traits = {};

function putInto(bucket: Bucket, key: string, body: Body, now: number, options: PutOptions = {}): StoredObject {
  const { lastModified, etag, ...traits } = options;
  const content = toContent(body);
  return bucket.put({
    key: checkKey(key),
    content,
    lastModified: lastModified?.getTime() ?? now,
    etag: etag ?? hiddenEtag(content, traits),
    traits: Object.keys(traits).length === 0 ? PLAIN : traits,
  });
}

function systemClock(): Date {
  return new Date();
}
