import type { ListMultipartUploadsCommandInput, ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { BySdk, Connected, Headers, Received } from "./connected.ts";
import type { Connection } from "./connection.ts";
import { isRefusedForChecksum } from "./checksum-mode.ts";
import { openIdentities } from "./credentials/identity.ts";
import { failureOf, failureClassOf } from "./failure.ts";
import { type GetInput, getObject, type GetOptions, type ObjectAnswer } from "./get-object.ts";
import { listObjects, type ListingOutput } from "./list-objects.ts";
import { listUploads, type UploadsOutput } from "./list-uploads.ts";
import type { ListingAnswer } from "./listing-answer.ts";
import { readAuthorities } from "./network/authorities.ts";
import { openHandler } from "./network/handler.ts";
import { ownRegionOf, ownRequests } from "./own-requests.ts";
import { patienceOf } from "./patience.ts";
import type { RetryPolicy } from "./retry.ts";
import { tellRequests } from "./tell-requests.ts";
import { watchAnswers } from "./watch-answers.ts";
import { now } from "../now.ts";

/** An output of the SDK, and what it does not say itself. */
export interface Answer<Output> {
  readonly output: Output;
  readonly headers: Headers;
  /** Milliseconds from asking to the answer. */
  readonly tookMs: number;
}

/** The three requests that the tap makes, each sent once: who asks again, and when, is decided in retry.ts. */
export interface Client {
  list(input: ListObjectsV2CommandInput): Promise<Answer<ListingOutput>>;
  uploads(input: ListMultipartUploadsCommandInput): Promise<Answer<UploadsOutput>>;
  get(input: GetInput, options: GetOptions): Promise<Answer<ObjectAnswer>>;
  /** Whether the store has ever answered this process. */
  answered(): boolean;
  /** What gave the credentials that are in use, in words. */
  keysFrom(): string;
}

/** Loads the SDK where it is needed to know how the store is asked, and sends nothing yet. */
export async function openClient(connection: Connection, retryPolicy: RetryPolicy): Promise<Client> {
  const { proxies, caBundle, requestTimeoutMs } = connection;
  // One handler, so that a client with new credentials keeps the connections of the one before.
  const handler = openHandler({
    proxies,
    authorities: caBundle === undefined ? undefined : await readAuthorities(caBundle),
    connectTimeoutMs: Math.min(10_000, requestTimeoutMs),
    requestTimeoutMs,
  });
  const listings = new WeakMap<object, ListingAnswer>();
  watchAnswers(handler, patienceOf(connection), listings);
  tellRequests(handler, retryPolicy.observe);
  const identities = openIdentities(connection, handler, retryPolicy.observe);
  const surroundings =
    connection.isPlain === true
      ? { region: ownRegionOf(connection), wantsChecksum: true }
      : await (await import("./by-sdk.ts")).readSurroundings(connection, handler, identities.identity("us-east-1"));
  let asksForChecksum = surroundings.wantsChecksum;
  let { region } = surroundings;
  let answered = false;
  let current = connect();

  function connect(): Connected {
    const identity = identities.identity(region);
    const here = region;
    let opening: Promise<BySdk> | null = null;
    return {
      listings,
      handler,
      examples:
        ownRequests(connection, here, typeof identity.credentials === "function" ? identity.credentials : null) ??
        new Map(),
      bySdk: async () =>
        (opening ??= import("./by-sdk.ts").then(({ openSdk }) => openSdk(connection, here, handler, identity))),
    };
  }

  /** Puts out of the way what can be: the next try finds new credentials, or the right region. */
  function remedy(used: Connected, error: unknown): void {
    const failure = failureOf(error);
    answered ||= failure.status !== null;
    const trouble = failureClassOf(failure);
    // Of several requests that fail together, only the first one changes the client.
    if (used !== current) {
      return;
    }
    if (trouble === "expired") {
      retryPolicy.observe({ kind: "credentials-renewed", why: `${failure.code}: ${failure.message}` });
      current = connect();
    }
    // The SDK has taken the store's time from the answer, and asks from now on.
    if (trouble === "skewed") used.examples.clear();
    if (trouble === "elsewhere" && failure.region !== null && failure.region !== region) {
      retryPolicy.observe({ kind: "region-followed", from: region, to: failure.region });
      region = failure.region;
      current = connect();
    }
  }

  async function send<Output>(ask: (used: Connected) => Promise<Received<Output>>): Promise<Answer<Output>> {
    const used = current;
    const sent = now();
    try {
      const received = await ask(used);
      answered = true;
      return { ...received, tookMs: now() - sent };
    } catch (error) {
      remedy(used, error);
      throw error;
    }
  }

  const { signal } = retryPolicy;
  return {
    list: async (input) => send(async (used) => listObjects(used, input, signal)),
    uploads: async (input) => send(async (used) => listUploads(used, input, signal)),
    get: async (input, how) => {
      if (!asksForChecksum) return send(async (used) => getObject(used, input, how, false));
      try {
        return await send(async (used) => getObject(used, input, how, true));
      } catch (error) {
        const failure = failureOf(error);
        if (!isRefusedForChecksum(failure)) throw error;
        const answer = await send(async (used) => getObject(used, input, how, false));
        if (asksForChecksum)
          retryPolicy.observe({ kind: "checksums-refused", why: `${failure.code}: ${failure.message}` });
        asksForChecksum = false;
        return answer;
      }
    },
    answered: () => answered,
    keysFrom: () => identities.keysFrom(),
  };
}
