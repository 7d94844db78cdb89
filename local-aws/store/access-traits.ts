import { createHash } from "node:crypto";
import type { StoredObject } from "./bucket.ts";
import { ACCOUNT } from "./identities.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";

const ARCHIVED = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/** Throws what S3 answers for objects that need a restore, a KMS permission or the customer's key. */
export function checkReadable({ traits }: StoredObject, request: S3Request): void {
  checkCustomerKey(traits.customerKey, request);
  if (request.method === "HEAD") return;
  if (traits.kmsDenied === true) {
    throw new S3Error(
      "AccessDenied",
      `User: arn:aws:iam::${ACCOUNT}:user/tap is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:${ACCOUNT}:key/5d0c9a9e-0000-4000-8000-000000000000 because no identity-based policy allows the kms:Decrypt action`,
    );
  }
  const isArchived = ARCHIVED.has(traits.storageClass ?? "") || traits.archiveStatus !== undefined;
  if (isArchived && traits.restored !== true) {
    throw new S3Error("InvalidObjectState", "The operation is not valid for the object's storage class", {
      elements: { StorageClass: traits.storageClass ?? "INTELLIGENT_TIERING" },
    });
  }
}

function checkCustomerKey(wanted: string | undefined, request: S3Request): void {
  const given = request.headers.get("x-amz-server-side-encryption-customer-key");
  if (wanted === undefined && given !== undefined) {
    throw new S3Error("InvalidRequest", "The encryption parameters are not applicable to this object.");
  }
  if (wanted === undefined) return;
  if (given === undefined) {
    throw new S3Error(
      "InvalidRequest",
      "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
    );
  }
  const digest = createHash("md5").update(Buffer.from(given, "base64")).digest("base64");
  if (digest !== request.headers.get("x-amz-server-side-encryption-customer-key-md5")) {
    throw new S3Error(
      "InvalidArgument",
      "The calculated MD5 hash of the key did not match the hash that was provided.",
    );
  }
  if (given !== wanted) throw new S3Error("AccessDenied", "Access Denied");
}
