import type { Operation } from "./operation.ts";
import type { Connection } from "./connection.ts";

/** The permission that an operation needs, as a policy names it. */
export function permissionFor(operation: Operation, connection: Connection): string {
  const bucket = arnOf(connection);
  switch (operation.kind) {
    case "list":
      return `s3:ListBucket on ${bucket}`;
    case "uploads":
      return `s3:ListBucketMultipartUploads on ${bucket}`;
    case "read":
      return `s3:GetObject on ${bucket.includes(":accesspoint/") ? `${bucket}/object` : bucket}/${operation.key}`;
  }
}

function arnOf({ bucket, region }: Connection): string {
  if (bucket.startsWith("arn:")) {
    return bucket;
  }
  const partition = region?.startsWith("cn-") ? "aws-cn" : region?.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return `arn:${partition}:s3:::${bucket}`;
}
