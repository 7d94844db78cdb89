import type { Connection } from "../../src/s3/connection.ts";
import type { StoreEvent } from "../../src/s3/events.ts";
import type { S3Object } from "../../src/s3/store.ts";

/** A connection to a server on this machine. */
export function connectionTo(endpoint: string, changes: Partial<Connection> = {}): Connection {
  return {
    bucket: "bucket",
    region: "us-east-1",
    endpoint,
    pathStyle: true,
    credentials: {
      from: "keys",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    },
    isPlain: true,
    environment: {},
    roles: [],
    requesterPays: false,
    requestTimeoutMs: 5000,
    minBytesPerMinute: 60_000,
    maxRetries: 10,
    parallelRequests: 1,
    listsRestores: false,
    ...changes,
  };
}

/** Options for openStore: no waiting, and a record of what happened. */
export function hurried(): {
  readonly events: StoreEvent[];
  readonly sleep: () => Promise<void>;
  readonly observe: (event: StoreEvent) => void;
} {
  const events: StoreEvent[] = [];
  return {
    events,
    sleep: async () => {},
    observe: (event) => {
      if (!ofCourse.has(event.kind)) events.push(event);
    },
  };
}

/** What each run tells of its credentials, requests and pages, whatever befalls it. */
const ofCourse: ReadonlySet<StoreEvent["kind"]> = new Set([
  "secrets",
  "credentials-looked-for",
  "credentials-found",
  "request",
  "page",
]);

/** Everything that a body delivers, also when it ends in an error. */
export async function drain(
  body: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: Buffer; readonly error: unknown }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) {
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
  return { bytes: Buffer.concat(chunks), error: null };
}

/** An object as a listing would tell of it. */
export function listed(key: string, size: number, etag: string): S3Object {
  return { key, size, etag, lastModified: new Date("2026-01-02T03:04:05Z") };
}
