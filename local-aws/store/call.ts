import type { Behaviour } from "./behaviour.ts";
import type { Bucket } from "./bucket.ts";
import type { Content } from "./content.ts";
import type { Caller, Identities } from "./identities.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";

/** All that the store knows. */
export interface StoreState {
  readonly region: string;
  readonly identities: Identities;
  readonly behaviour: Behaviour;
  readonly buckets: Map<string, Bucket>;
  readonly now: () => number;
}

/** One authenticated request on its way to an operation. */
export interface Call {
  readonly request: S3Request;
  readonly state: StoreState;
  readonly caller: Caller;
  /** Whether the caller may do something besides what it asks; Copy and the choice of 403 or 404 need it. */
  readonly may: (action: string, resource: string) => boolean;
}

/** A half-open range of an object's bytes. */
export interface Slice {
  readonly content: Content;
  readonly from: number;
  readonly to: number;
}

/** An answer; the server adds Date, request id and lengths. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Slice;
  /** Sends the body in chunks, without a Content-Length. */
  readonly lengthUnknown?: boolean;
}

/** The bucket a request names. */
export function bucketOf({ request, state }: Call): Bucket {
  const name = request.bucket ?? "";
  const bucket = state.buckets.get(name);
  if (bucket === undefined) {
    throw new S3Error("NoSuchBucket", "The specified bucket does not exist", { elements: { BucketName: name } });
  }
  return bucket;
}

/** An XML answer. */
export function xmlReply(xml: string): Reply {
  return { status: 200, headers: { "content-type": "application/xml" }, body: xml };
}

/** The ARN that policies name a bucket, or an object of it, by. */
export function arnOf(bucket: string, key?: string): string {
  return key === undefined ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}
