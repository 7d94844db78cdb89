import type {
  GetObjectCommandInput,
  GetObjectCommandOutput,
  ListMultipartUploadsCommandInput,
  ListMultipartUploadsCommandOutput,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
  S3Client,
  S3ClientConfig,
} from "@aws-sdk/client-s3";
import type { Connection } from "./connection.ts";
import type { ListedEntry } from "./listing-answer.ts";
import { isRefusedForChecksum, wantsChecksum } from "./checksum-mode.ts";
import { openIdentities } from "./credentials/identity.ts";
import { failureOf, failureClassOf } from "./failure.ts";
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
  list(input: ListObjectsV2CommandInput): Promise<Answer<ListObjectsV2CommandOutput>>;
  uploads(input: ListMultipartUploadsCommandInput): Promise<Answer<ListMultipartUploadsCommandOutput>>;
  get(input: GetObjectCommandInput, options: GetOptions): Promise<Answer<GetObjectCommandOutput>>;
  /** Whether the store has ever answered this process. */
  answered(): boolean;
  /** What gave the credentials that are in use, in words. */
  keysFrom(): string;
}

/** How an object is asked for. */
interface GetOptions {
  /** Whether the client unpacks what the store has packed. */
  readonly acceptGzip: boolean;
  /** Breaks off the request, and the body behind it. */
  readonly signal: AbortSignal | undefined;
}

type Headers = Readonly<Record<string, string>>;

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
  const listings = new WeakMap<object, readonly ListedEntry[]>();
  watchAnswers(requestHandler, patienceOf(connection), listings);
  tellRequests(requestHandler, retryPolicy.observe);
  const settings = { ...settingsOf(connection), requestHandler };
  const identities = openIdentities(connection, requestHandler, retryPolicy.observe);
  const { responseChecksumValidation: _, ...common } = settings;
  const probe = new sdk.S3Client({ ...common, ...identities.identity("us-east-1") });
  let asksForChecksum = await wantsChecksum(probe);
  let region = connection.region ?? (await regionOf(probe));
  const headersOfOutput = new WeakMap<object, Headers>();
  let answered = false;
  let current = connect();

  function connect(): S3Client {
    const client = new sdk.S3Client({ ...settings, ...identities.identity(region), region });
    // It walks through every field of every answer, for a log that nobody reads.
    client.middlewareStack.remove("loggerMiddleware");
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const response: unknown = Reflect.get(result, "response");
        headersOfOutput.set(result.output, headersOf(response) ?? {});
        const contents = isObject(response) ? listings.get(response) : undefined;
        if (contents !== undefined) Object.assign(result.output, { Contents: contents });
        return result;
      },
      { step: "initialize", priority: "high", name: "completeAnswer" },
    );
    return client;
  }

  /** Puts out of the way what can be: the next try finds new credentials, or the right region. */
  function remedy(used: S3Client, error: unknown): void {
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

  async function send<Output extends object>(ask: (client: S3Client) => Promise<Output>): Promise<Answer<Output>> {
    const used = current;
    const sent = performance.now();
    try {
      const output = await ask(used);
      answered = true;
      return { output, headers: headersOfOutput.get(output) ?? {}, tookMs: performance.now() - sent };
    } catch (error) {
      remedy(used, error);
      throw error;
    }
  }

  const options = abortedBy(retryPolicy.signal);
  return {
    list: async (input) => send(async (client) => client.send(new sdk.ListObjectsV2Command(input), options)),
    uploads: async (input) => send(async (client) => client.send(new sdk.ListMultipartUploadsCommand(input), options)),
    get: async (input, how) => {
      if (!asksForChecksum) return get(input, how, false);
      try {
        return await get(input, how, true);
      } catch (error) {
        const failure = failureOf(error);
        if (!isRefusedForChecksum(failure)) throw error;
        const answer = await get(input, how, false);
        if (asksForChecksum)
          retryPolicy.observe({ kind: "checksums-refused", why: `${failure.code}: ${failure.message}` });
        asksForChecksum = false;
        return answer;
      }
    },
    answered: () => answered,
    keysFrom: () => identities.keysFrom(),
  };

  async function get(input: GetObjectCommandInput, { acceptGzip, signal }: GetOptions, withChecksum: boolean) {
    const command = new sdk.GetObjectCommand(input);
    // Asked for by hand: were it an option of the command, the SDK would verify in JavaScript what
    // body.ts verifies, and could not go on where a resumed body continues.
    if (withChecksum) {
      command.middlewareStack.add(
        (next) => async (args) => {
          setHeader(args.request, "x-amz-checksum-mode", "ENABLED");
          return next(args);
        },
        { step: "build", name: "askForChecksum" },
      );
    }
    if (acceptGzip) {
      // After signing, because Google's store refuses a signed Accept-Encoding.
      command.middlewareStack.add(
        (next) => async (args) => {
          setHeader(args.request, "accept-encoding", "gzip");
          return next(args);
        },
        { step: "deserialize", name: "acceptGzip" },
      );
    }
    return send(async (client) => client.send(command, abortedBy(signal)));
  }
}

function abortedBy(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
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

function headersOf(message: unknown): Record<string, string> | null {
  return hasHeaders(message) ? message.headers : null;
}

function setHeader(request: unknown, name: string, value: string): void {
  const headers = headersOf(request);
  if (headers !== null) {
    headers[name] = value;
  }
}

function hasHeaders(message: unknown): message is { headers: Record<string, string> } {
  return isObject(message) && "headers" in message;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
