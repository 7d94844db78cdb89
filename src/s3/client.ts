import type {
  ListMultipartUploadsCommandInput,
  ListMultipartUploadsCommandOutput,
  ListObjectsV2CommandInput,
  S3ClientConfig,
} from "@aws-sdk/client-s3";
import type { Connected, Headers, Received, Send } from "./connected.ts";
import type { Connection } from "./connection.ts";
import { isRefusedForChecksum, wantsChecksum } from "./checksum-mode.ts";
import { openIdentities } from "./credentials/identity.ts";
import { failureOf, failureClassOf } from "./failure.ts";
import { type GetInput, getObject, type GetOptions, type ObjectAnswer } from "./get-object.ts";
import { listObjects, type ListingOutput } from "./list-objects.ts";
import type { ListingAnswer } from "./listing-answer.ts";
import { readAuthorities } from "./network/authorities.ts";
import { openHandler, silent } from "./network/handler.ts";
import { regionOf } from "./region.ts";
import { patienceOf } from "./patience.ts";
import type { RetryPolicy } from "./retry.ts";
import { tellRequests } from "./tell-requests.ts";
import { watchAnswers } from "./watch-answers.ts";

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
  uploads(input: ListMultipartUploadsCommandInput): Promise<Answer<ListMultipartUploadsCommandOutput>>;
  get(input: GetInput, options: GetOptions): Promise<Answer<ObjectAnswer>>;
  /** Whether the store has ever answered this process. */
  answered(): boolean;
  /** What gave the credentials that are in use, in words. */
  keysFrom(): string;
}

/** Loads the SDK, which takes longer than the whole rest of the tap's start, and sends nothing yet. */
export async function openClient(connection: Connection, retryPolicy: RetryPolicy): Promise<Client> {
  const sdk = await import("./sdk.ts");
  const { proxies, caBundle, requestTimeoutMs } = connection;
  // One handler, so that a client with new credentials keeps the connections of the one before.
  const requestHandler = openHandler({
    proxies,
    authorities: caBundle === undefined ? undefined : await readAuthorities(caBundle),
    connectTimeoutMs: Math.min(10_000, requestTimeoutMs),
    requestTimeoutMs,
  });
  const listings = new WeakMap<object, ListingAnswer>();
  watchAnswers(requestHandler, patienceOf(connection), listings);
  tellRequests(requestHandler, retryPolicy.observe);
  const settings = { ...settingsOf(connection), requestHandler };
  const identities = openIdentities(connection, requestHandler, retryPolicy.observe);
  const { responseChecksumValidation: _, ...common } = settings;
  const probe = new sdk.S3Client({ ...common, ...identities.identity("us-east-1") });
  let asksForChecksum = await wantsChecksum(probe);
  let region = connection.region ?? (await regionOf(probe));
  let answered = false;
  let current = connect();

  function connect(): Connected {
    const client = new sdk.S3Client({ ...settings, ...identities.identity(region), region });
    // It walks through every field of every answer, for a log that nobody reads.
    client.middlewareStack.remove("loggerMiddleware");
    const responses = new WeakMap<object, object>();
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        responses.set(result.output, Object(Reflect.get(result, "response")));
        return result;
      },
      { step: "initialize", priority: "high", name: "keepResponse" },
    );
    const send: Send = async (command, signal) => {
      const output = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
      const response = responses.get(output) ?? {};
      return { output, response, headers: hasHeaders(response) ? response.headers : {} };
    };
    return { send, sdk, listings, handler: requestHandler, examples: new Map() };
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
    if (trouble === "elsewhere" && failure.region !== null && failure.region !== region) {
      retryPolicy.observe({ kind: "region-followed", from: region, to: failure.region });
      region = failure.region;
      current = connect();
    }
  }

  async function send<Output>(ask: (used: Connected) => Promise<Received<Output>>): Promise<Answer<Output>> {
    const used = current;
    const sent = performance.now();
    try {
      const received = await ask(used);
      answered = true;
      return { ...received, tookMs: performance.now() - sent };
    } catch (error) {
      remedy(used, error);
      throw error;
    }
  }

  const { signal } = retryPolicy;
  return {
    list: async (input) => send(async (used) => listObjects(used, input, signal)),
    uploads: async (input) => send(async (used) => used.send(new sdk.ListMultipartUploadsCommand(input), signal)),
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

function settingsOf(connection: Connection): S3ClientConfig {
  const { endpoint, pathStyle, credentials } = connection;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials.from === "chain" && credentials.profile !== undefined ? { profile: credentials.profile } : {}),
    forcePathStyle: pathStyle,
    useArnRegion: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    logger: silent,
  };
}

function hasHeaders(message: object): message is { headers: Headers } {
  return "headers" in message;
}
