import { operationName, type Operation } from "./operation.ts";
import type { Client } from "./client.ts";
import type { Connection } from "./connection.ts";
import type { RetryPolicy, Task } from "./retry.ts";
import { explainFailure } from "./s3-errors.ts";

/** Everything that the store's methods share. */
export interface Session {
  readonly connection: Connection;
  readonly client: Client;
  readonly retryPolicy: RetryPolicy;
  /** What the config says to list. */
  readonly configuredPrefixes: readonly string[];
  /** Longer ones that the store does not allow to be listed; grows. */
  readonly refusedPrefixes: Set<string>;
  task(operation: Operation): Task;
}

/** Ties the parts together. */
export function sessionOf(
  connection: Connection,
  client: Client,
  retryPolicy: RetryPolicy,
  configuredPrefixes: readonly string[] = [],
): Session {
  return {
    configuredPrefixes,
    refusedPrefixes: new Set(),
    connection,
    client,
    retryPolicy,
    task: (operation) => ({
      name: operationName(operation),
      answered: () => client.answered(),
      explain: (failure, retries) =>
        explainFailure(failure, { operation, connection, retries, keysFrom: client.keysFrom() }),
    }),
  };
}

/** What goes with every request: without the owner a bucket of the same name could be somebody else's. */
export function ownerAndPayer({ bucketOwnerId, requesterPays }: Connection): {
  ExpectedBucketOwner?: string;
  RequestPayer?: "requester";
} {
  return {
    ...(bucketOwnerId === undefined ? {} : { ExpectedBucketOwner: bucketOwnerId }),
    ...(requesterPays ? { RequestPayer: "requester" } : {}),
  };
}
