import { readBody } from "./body.ts";
import { openClient } from "./client.ts";
import { closable } from "./closable.ts";
import type { Connection } from "./connection.ts";
import { listAllowed } from "./list-allowed.ts";
import { findObject, listPages, listPagesInAnyOrder } from "./list.ts";
import { partSize, readParts } from "./parts.ts";
import { retryPolicyOf, type RetryPolicy } from "./retry.ts";
import { type Session, sessionOf } from "./session.ts";
import type { ByteRange, ObjectStore, S3Object } from "./store.ts";
import { findOldestUpload } from "./uploads.ts";

/** Opens a bucket. Loads the SDK, but sends nothing yet. `prefixes` are those of the config, which a policy may know. */
export async function openStore(
  connection: Connection,
  { prefixes, ...options }: Partial<Omit<RetryPolicy, "maxRetries">> & { readonly prefixes?: readonly string[] } = {},
): Promise<ObjectStore> {
  const retryPolicy = { ...retryPolicyOf(connection.maxRetries), ...options };
  const session = sessionOf(connection, await openClient(connection, retryPolicy), retryPolicy, prefixes);
  return {
    list: (prefix) => listAllowed(session, prefix, listPages),
    listInAnyOrder: (prefix) => listAllowed(session, prefix, listPagesInAnyOrder),
    read: (object, range = { from: 0 }) => read(session, object, range),
    find: async (key) => findObject(session, key),
    oldestUpload: async (prefix, maxAgeMs) => findOldestUpload(session, prefix, maxAgeMs),
  };
}

function read(session: Session, object: S3Object, range: ByteRange): AsyncIterable<Uint8Array> {
  const { parallelRequests } = session.connection;
  const { from, to = object.size } = range;
  const one = (part: ByteRange): AsyncIterable<Uint8Array> =>
    closable((signal) => readBody(withSignal(session, signal), object, part), session.retryPolicy.signal);
  if (parallelRequests === 1 || to - from <= partSize) return one(range);
  return readParts(one, { from, to }, { count: parallelRequests, size: partSize });
}

function withSignal(session: Session, signal: AbortSignal): Session {
  return { ...session, retryPolicy: { ...session.retryPolicy, signal } };
}
