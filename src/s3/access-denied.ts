import type { Operation } from "./operation.ts";
import type { Connection } from "./connection.ts";
import { permissionFor } from "./permission.ts";
import { isAws } from "./sts-endpoint.ts";

/** Which permission is missing, with the store's own words and whatever else it can be. */
export function accessDenied(words: string, operation: Operation, connection: Connection): string {
  const { bucketOwnerId, requesterPays, endpoint, sseCustomerKey, credentials } = connection;
  const hints = [
    bucketOwnerId !== undefined && `the bucket must belong to the account ${bucketOwnerId}`,
    !requesterPays && isAws(endpoint) && "a requester-pays bucket needs requester_pays",
    sseCustomerKey !== undefined && "sse_customer_key must be the key it was written with",
    operation.kind === "list" && operation.prefix !== "" && `a condition on s3:prefix must allow "${operation.prefix}"`,
    credentials.from === "anonymous" && "the requests are anonymous",
  ].filter((hint) => hint !== false);
  return `access denied, the credentials need ${permissionFor(operation, connection)} (${[words, ...hints].join("; ")})`;
}
