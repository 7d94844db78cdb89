import * as buckets from "./bucket-operations.ts";
import type { Call, Reply } from "./call.ts";
import { copyObject } from "./copy-object.ts";
import { deleteObject, deleteObjects } from "./delete-object.ts";
import { getObject, headObject } from "./get-object.ts";
import { listObjectsV1, listObjectsV2 } from "./list-objects.ts";
import { listMultipartUploads } from "./list-uploads.ts";
import * as uploads from "./multipart.ts";
import { putObject } from "./put-object.ts";
import { parameter, type S3Request } from "./request.ts";
import { assumeRole, assumeRoleWithWebIdentity, getCallerIdentity, stsAction } from "./sts.ts";

/** One operation of the API: how it is recognised, what it needs a permission for, what it does. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly level: "service" | "bucket" | "object" | "sts";
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
    name: "ListMultipartUploads",
    method: "GET",
    level: "bucket",
    needs: ["uploads"],
    takes: ["prefix", "key-marker", "upload-id-marker", "max-uploads", "encoding-type"],
    action: "s3:ListBucketMultipartUploads",
    run: listMultipartUploads,
  },
  {
    name: "DeleteObjects",
    method: "POST",
    level: "bucket",
    needs: ["delete"],
    // Decided key by key.
    action: null,
    run: deleteObjects,
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
  {
    name: "UploadPart",
    method: "PUT",
    level: "object",
    needs: ["partNumber", "uploadId"],
    action: "s3:PutObject",
    run: uploads.uploadPart,
  },
  {
    name: "CopyObject",
    method: "PUT",
    level: "object",
    needs: [":x-amz-copy-source"],
    takes: [":x-amz-metadata-directive"],
    action: "s3:PutObject",
    run: copyObject,
  },
  { name: "PutObject", method: "PUT", level: "object", action: "s3:PutObject", run: putObject },
  {
    name: "AbortMultipartUpload",
    method: "DELETE",
    level: "object",
    needs: ["uploadId"],
    action: "s3:AbortMultipartUpload",
    run: uploads.abortMultipartUpload,
  },
  {
    name: "DeleteObject",
    method: "DELETE",
    level: "object",
    takes: ["versionId"],
    action: "s3:DeleteObject",
    run: deleteObject,
  },
  {
    name: "CreateMultipartUpload",
    method: "POST",
    level: "object",
    needs: ["uploads"],
    action: "s3:PutObject",
    run: uploads.createMultipartUpload,
  },
  {
    name: "CompleteMultipartUpload",
    method: "POST",
    level: "object",
    needs: ["uploadId"],
    action: "s3:PutObject",
    run: uploads.completeMultipartUpload,
  },
  { name: "AssumeRole", method: "POST", level: "sts", action: null, run: assumeRole },
  {
    name: "AssumeRoleWithWebIdentity",
    method: "POST",
    level: "sts",
    action: null,
    run: assumeRoleWithWebIdentity,
  },
  { name: "GetCallerIdentity", method: "POST", level: "sts", action: null, run: getCallerIdentity },
];

/** The operation that a request asks for, or null when the store knows none or not all that it says. */
export function identify(request: S3Request): Operation | null {
  if (request.bucket === undefined && request.method === "POST") {
    return OPERATIONS.find((it) => it.level === "sts" && it.name === stsAction(request)) ?? null;
  }
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
    [...request.headers.keys()].every(
      (name) => isKnownHeader(name) || needs.includes(`:${name}`) || takes.includes(`:${name}`),
    )
  );
}

function isKnownHeader(name: string): boolean {
  return !name.startsWith("x-amz-") || KNOWN_HEADER.test(name);
}

const KNOWN_HEADER =
  /^x-amz-(date|content-sha256|security-token|user-agent|te|trailer|decoded-content-length|checksum-[a-z0-9]+|sdk-checksum-algorithm|expected-bucket-owner|source-expected-bucket-owner|request-payer|optional-object-attributes|storage-class|server-side-encryption-customer-(algorithm|key|key-md5)|meta-.+)$/;
