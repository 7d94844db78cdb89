import type { ListMultipartUploadsCommandInput, ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { BySdk, Connected, Headers, Received } from "./connected.ts";
import type { Connection } from "./connection.ts";
import { isRefusedForChecksum } from "./checksum-mode.ts";
import { type Identities, openIdentities } from "./credentials/identity.ts";
import type { StoreEvent } from "./events.ts";
import { type Failure, failureOf, failureClassOf } from "./failure.ts";
import { type GetInput, getObject, type GetOptions, type ObjectAnswer } from "./get-object.ts";
import { listObjects, type ListingOutput } from "./list-objects.ts";
import { listUploads, type UploadsOutput } from "./list-uploads.ts";
import type { ListingAnswer } from "./listing-answer.ts";
import { readAuthorities } from "./network/authorities.ts";
import { type Handler, openHandler } from "./network/handler.ts";
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
  return new AdaptingClient({ connection, retryPolicy, handler, listings, identities }, surroundings);
}

/** What a client is made of. */
interface Means {
  readonly connection: Connection;
  readonly retryPolicy: RetryPolicy;
  readonly handler: Handler;
  readonly listings: WeakMap<object, ListingAnswer>;
  readonly identities: Identities;
}

/** Learns from what the store refuses: its next request has new credentials, or goes to the right region. */
class AdaptingClient implements Client {
  readonly #means: Means;
  #region: string;
  #asksForChecksum: boolean;
  #answered = false;
  #current: Connected;

  constructor(means: Means, { region, wantsChecksum }: { readonly region: string; readonly wantsChecksum: boolean }) {
    this.#means = means;
    this.#region = region;
    this.#asksForChecksum = wantsChecksum;
    this.#current = this.#connect();
  }

  async list(input: ListObjectsV2CommandInput): Promise<Answer<ListingOutput>> {
    return this.#send(async (used) => listObjects(used, input, this.#means.retryPolicy.signal));
  }

  async uploads(input: ListMultipartUploadsCommandInput): Promise<Answer<UploadsOutput>> {
    return this.#send(async (used) => listUploads(used, input, this.#means.retryPolicy.signal));
  }

  async get(input: GetInput, options: GetOptions): Promise<Answer<ObjectAnswer>> {
    if (!this.#asksForChecksum) return this.#get(input, options, false);
    try {
      return await this.#get(input, options, true);
    } catch (error) {
      const failure = failureOf(error);
      if (!isRefusedForChecksum(failure)) throw error;
      const answer = await this.#get(input, options, false);
      // Of several requests at a time each is refused, and one tells it.
      if (this.#asksForChecksum) this.#observe({ kind: "checksums-refused", why: whyOf(failure) });
      this.#asksForChecksum = false;
      return answer;
    }
  }

  answered(): boolean {
    return this.#answered;
  }

  keysFrom(): string {
    return this.#means.identities.keysFrom();
  }

  async #get(input: GetInput, options: GetOptions, asksForChecksum: boolean): Promise<Answer<ObjectAnswer>> {
    return this.#send(async (used) => getObject(used, input, options, asksForChecksum));
  }

  async #send<Output>(ask: (used: Connected) => Promise<Received<Output>>): Promise<Answer<Output>> {
    const used = this.#current;
    const sent = now();
    try {
      const received = await ask(used);
      this.#answered = true;
      return { ...received, tookMs: now() - sent };
    } catch (error) {
      this.#remedy(used, error);
      throw error;
    }
  }

  /** Puts out of the way what can be: the next try finds new credentials, or the right region. */
  #remedy(used: Connected, error: unknown): void {
    const failure = failureOf(error);
    this.#answered ||= failure.status !== null;
    const trouble = failureClassOf(failure);
    // Of several requests that fail together, only the first one changes the client.
    if (used !== this.#current) return;
    if (trouble === "expired") {
      this.#observe({ kind: "credentials-renewed", why: whyOf(failure) });
      this.#current = this.#connect();
    }
    // The SDK has taken the store's time from the answer, and asks from now on.
    if (trouble === "skewed") used.examples.clear();
    if (trouble === "elsewhere" && failure.region !== null && failure.region !== this.#region) {
      this.#observe({ kind: "region-followed", from: this.#region, to: failure.region });
      this.#region = failure.region;
      this.#current = this.#connect();
    }
  }

  #connect(): Connected {
    const { connection, handler, listings, identities } = this.#means;
    const region = this.#region;
    const identity = identities.identity(region);
    const { credentials } = identity;
    let opening: Promise<BySdk> | null = null;
    return {
      listings,
      handler,
      examples: ownRequests(connection, region, typeof credentials === "function" ? credentials : null) ?? new Map(),
      bySdk: async () =>
        (opening ??= import("./by-sdk.ts").then(({ openSdk }) => openSdk(connection, region, handler, identity))),
    };
  }

  #observe(event: StoreEvent): void {
    this.#means.retryPolicy.observe(event);
  }
}

function whyOf({ code, message }: Failure): string {
  return `${code}: ${message}`;
}
