import { readBody } from "./body.ts";
import { openClient } from "./client.ts";
import type { Connection } from "./connection.ts";
import { findObject, listPages } from "./list.ts";
import { paceOf, type Pace } from "./retry.ts";
import { sessionOf } from "./session.ts";
import type { ObjectStore } from "./store.ts";
import { findOldestUpload } from "./uploads.ts";

/** Opens a bucket. Loads the SDK, but sends nothing yet. */
export async function openStore(
  connection: Connection,
  options: Partial<Omit<Pace, "maxRetries">> = {},
): Promise<ObjectStore> {
  const pace = { ...paceOf(connection.maxRetries), ...options };
  const session = sessionOf(connection, await openClient(connection, pace), pace);
  return {
    list: (prefix) => listPages(session, prefix),
    read: (object, range = { from: 0 }) => readBody(session, object, range),
    find: async (key) => findObject(session, key),
    oldestUpload: async (prefix, maxAgeMs) => findOldestUpload(session, prefix, maxAgeMs),
  };
}
