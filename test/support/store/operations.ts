import * as buckets from "./bucket-operations.ts";
import type { Call, Reply } from "./call.ts";
import { getObject, headObject } from "./get-object.ts";
import { listObjectsV1, listObjectsV2 } from "./list-objects.ts";
import { putObject } from "./put-object.ts";
import { parameter, type S3Request } from "./request.ts";

/** One operation of the API: how it is recognised, what it needs a permission for, what it does. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly level: "service" | "bucket" | "object";
  /** Query parameters, or headers written with a colon before them, that make a request this operation. */
  readonly needs?: readonly string[];
  readonly takes?: readonly string[];
  /** The IAM action; null where everybody may. */
  readonly action: string | null;
  readonly run: (call: Call) => Reply;
}

const LISTING = ["prefix", "delimiter", "max-keys", "encoding-type"];

// The first that fits is taken, so those with more needs stand first.
const OPERATIONS: readonly Operation[] = [
  { name: "ListBuckets", method: "GET", level: "service", action: "s3:ListAllMyBuckets", run: buckets.listBuckets },
  {
    name: "GetBucketLocation",
    method: "GET",
    level: "bucket",
    needs: ["location"],
    action: "s3:GetBucketLocation",
    run: buckets.getBucketLocation,
  },
  {
    name: "GetBucketVersioning",
    method: "GET",
    level: "bucket",
    needs: ["versioning"],
    action: "s3:GetBucketVersioning",
    run: buckets.getBucketVersioning,
  },
  {
    name: "PutBucketVersioning",
    method: "PUT",
    level: "bucket",
    needs: ["versioning"],
    action: "s3:PutBucketVersioning",
    run: buckets.putBucketVersioning,
  },
  {
    name: "ListObjectsV2",
    method: "GET",
    level: "bucket",
    needs: ["list-type"],
    takes: [...LISTING, "continuation-token", "start-after", "fetch-owner"],
    action: "s3:ListBucket",
    run: listObjectsV2,
  },
  {
    name: "ListObjects",
    method: "GET",
    level: "bucket",
    takes: [...LISTING, "marker"],
    action: "s3:ListBucket",
    run: listObjectsV1,
  },
  { name: "HeadBucket", method: "HEAD", level: "bucket", action: "s3:ListBucket", run: buckets.headBucket },
  { name: "CreateBucket", method: "PUT", level: "bucket", action: "s3:CreateBucket", run: buckets.createBucket },
  { name: "DeleteBucket", method: "DELETE", level: "bucket", action: "s3:DeleteBucket", run: buckets.deleteBucket },
  {
    name: "GetObject",
    method: "GET",
    level: "object",
    takes: ["versionId"],
    action: "s3:GetObject",
    run: getObject,
  },
  {
    name: "HeadObject",
    method: "HEAD",
    level: "object",
    takes: ["versionId"],
    action: "s3:GetObject",
    run: headObject,
  },
  { name: "PutObject", method: "PUT", level: "object", action: "s3:PutObject", run: putObject },
];

/** The operation that a request asks for, or null when the store knows none or not all that it says. */
export function identify(request: S3Request): Operation | null {
  const level = request.key !== undefined ? "object" : request.bucket !== undefined ? "bucket" : "service";
  const candidates = OPERATIONS.filter((it) => it.method === request.method && it.level === level);
  return candidates.find((it) => fits(it, request)) ?? null;
}

/** The IAM action of this very request. */
export function actionOf(operation: Operation, request: S3Request): string | null {
  const versioned = parameter(request, "versionId") !== undefined && operation.level === "object";
  return versioned ? (operation.action?.replace(/Object$/, "ObjectVersion") ?? null) : operation.action;
}

// A sub-resource or header that the store does not know must never look like a success.
function fits({ needs = [], takes = [] }: Operation, request: S3Request): boolean {
  const has = (name: string): boolean =>
    name.startsWith(":") ? request.headers.has(name.slice(1)) : parameter(request, name) !== undefined;
  return (
    needs.every(has) &&
    request.query.every(([name]) => name === "x-id" || needs.includes(name) || takes.includes(name)) &&
    [...request.headers.keys()].every((name) => !name.startsWith("x-amz-") || KNOWN_HEADER.test(name))
  );
}

const KNOWN_HEADER =
  /^x-amz-(date|content-sha256|security-token|user-agent|te|trailer|decoded-content-length|checksum-[a-z0-9]+|sdk-checksum-algorithm|expected-bucket-owner|source-expected-bucket-owner|request-payer|storage-class|copy-source|metadata-directive|server-side-encryption-customer-(algorithm|key|key-md5)|meta-.+)$/;
