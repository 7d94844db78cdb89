import type { Operation } from "./ask.ts";
import type { Connection } from "./connection.ts";
import { permissionFor } from "./permission.ts";
import { isAws } from "./sts-endpoint.ts";

/** Which permission is missing, with the store's own words and whatever else it can be. */
export function accessDenied(words: string, ask: Operation, connection: Connection): string {
  const { bucketOwnerId, requesterPays, endpoint, sseCustomerKey, credentials } = connection;
  const hints = [
    bucketOwnerId !== undefined && `the bucket must belong to the account ${bucketOwnerId}`,
    !requesterPays && isAws(endpoint) && "a requester-pays bucket needs requester_pays",
    sseCustomerKey !== undefined && "sse_customer_key must be the key it was written with",
    ask.kind === "list" && ask.prefix !== "" && `a condition on s3:prefix must allow "${ask.prefix}"`,
    credentials.from === "anonymous" && "the requests are anonymous",
  ].filter((hint) => hint !== false);
  return `access denied, the credentials need ${permissionFor(ask, connection)} (${[words, ...hints].join("; ")})`;
}
