import { TapError, type ErrorKind } from "../errors.ts";
import { accessDenied } from "./access-denied.ts";
import { describeOperation, type Operation } from "./operation.ts";
import type { Connection } from "./connection.ts";
import { networkReason, type Asked } from "./network/network-reason.ts";
import { refusedKeys } from "./refused-keys.ts";
import { type Reason, refusedObject } from "./refused-object.ts";
import { isAws } from "./sts-endpoint.ts";
import { failureClassOf, type Failure } from "./failure.ts";

interface Context {
  readonly operation: Operation;
  readonly connection: Connection;
  /** How often it was tried again in vain. */
  readonly retries: number;
  /** What gave the credentials, in words. */
  readonly keysFrom: string;
}

/** Turns the failure that ended a task into a sentence that says what to change. */
export function explainFailure(failure: Failure, context: Context): TapError {
  const { kind, why } = reasonOf(failure, context);
  const after =
    context.retries === 0 ? "" : ` (given up after ${context.retries} ${context.retries === 1 ? "retry" : "retries"})`;
  return cannot(kind, context.operation, context.connection.bucket, `${why}${after}`, new Evidence(failure));
}

/** The one form of this folder's errors. */
export function cannot(kind: ErrorKind, operation: Operation, bucket: string, why: string, cause?: Error): TapError {
  return new TapError(kind, `Cannot ${describeOperation(operation, bucket)}: ${why}`, {
    place: operation.kind === "read" ? { bucket, key: operation.key } : { bucket },
    cause,
  });
}

/** What is worth a debug log. The SDK's own error holds the whole request, with its session token. */
class Evidence extends Error {
  readonly status: number | null;

  constructor({ code, status, message, requestId }: Failure) {
    super(`${status ?? "no answer"}, ${code}: ${message}${requestId === null ? "" : ` (request ${requestId})`}`);
    this.status = status;
  }
}

/** Whether the store has refused what may be allowed elsewhere: the answer was 403. */
export function isDenial({ kind, cause }: TapError): boolean {
  return kind === "denied" && cause instanceof Evidence && cause.status === 403;
}

function reasonOf(failure: Failure, context: Context): Reason {
  switch (failureClassOf(failure)) {
    case "no-route":
      return { kind: "unreachable", why: noRoute(failure, context.connection) };
    case "busy":
      return {
        kind: "unreachable",
        why: `the store kept failing: ${wordsOf(failure)}${schemeHint(failure, context.connection)}`,
      };
    case "slow":
      return {
        kind: "unreachable",
        why: `it comes too slowly: ${failure.message}; check the network, or set min_bytes_per_minute to 0 to wait for it`,
      };
    case "nonsense":
      return {
        kind: "unreachable",
        why: `${failure.code === "BadAnswer" ? failure.message : "the answer is not S3's"}; check whether ${placeOf(context.connection)} answers, or a proxy or a login page in its place`,
      };
    case "damaged":
      return { kind: "corrupt", why: failure.message };
    case "expired":
      return {
        kind: "denied",
        why: `the credentials have expired (${failure.code}), and asking ${context.keysFrom} for new ones gave none that work; sign in again or configure fresh keys`,
      };
    case "skewed":
      return {
        kind: "denied",
        why: "this machine's clock and the store's differ too much (RequestTimeTooSkewed); set the clock",
      };
    case "elsewhere":
      return { kind: "denied", why: elsewhere(failure, context.connection) };
    case "refused":
      return refusal(failure, context);
  }
}

/** Requests have been signed for that region by now, so that aws_region would not help where an endpoint stands in the way. */
function elsewhere({ region }: Failure, { endpoint }: Connection): string {
  const there = `the bucket is in the region "${region}"`;
  if (endpoint === undefined) return `${there}; set aws_region to it`;
  const instead = isAws(endpoint) ? "leave aws_endpoint_url out, or " : "";
  return `${there}, and aws_endpoint_url "${withoutUserInfo(endpoint)}" is of another; ${instead}name the endpoint of that region`;
}

function refusal(failure: Failure, context: Context): Reason {
  const { connection, operation } = context;
  const { code, status, message, redirectedTo } = failure;
  const network = networkReason(failure, askedOf(connection));
  if (network !== null) return { kind: "unreachable", why: network };
  if (operation.kind === "read") {
    const reason = refusedObject(code);
    if (reason !== null) return reason;
  }
  const wrongKeys = refusedKeys(code, context.keysFrom, placeOf(connection));
  if (wrongKeys !== null) return { kind: "denied", why: wrongKeys };
  if (status !== null && status >= 300 && status < 400 && redirectedTo !== null) {
    return {
      kind: "denied",
      why:
        `it is redirected to "${redirectedTo}" (${wordsOf(failure)}), where credentials are not sent unasked; ` +
        "set aws_endpoint_url to it if the bucket is there",
    };
  }
  switch (code) {
    case "NoSuchBucket":
      return {
        kind: "denied",
        why: `there is no bucket of that name at ${placeOf(connection)}; check bucket, aws_region and aws_endpoint_url`,
      };
    case "ERR_INVALID_CHAR":
      return {
        kind: "usage",
        why: `the request cannot be made: ${message}; look for line breaks in the settings and in the AWS_ variables`,
      };
    case "ERR_INVALID_URL":
      return {
        kind: "usage",
        why: `that bucket makes no host name with aws_endpoint_url; an access point needs an endpoint that is a name, or none`,
      };
    case "PermanentRedirect":
    case "TemporaryRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return {
        kind: "denied",
        why: `the bucket is in another region or at another endpoint (${wordsOf(failure)}); set aws_region`,
      };
    case "InvalidBucketName":
      return { kind: "usage", why: "the store does not accept that bucket name" };
    default:
      break;
  }
  if (code.startsWith("KMS.") || /kms:Decrypt|\bKMS\b/.test(message)) {
    return {
      kind: "denied",
      why: `its encryption key may not be used: the credentials need kms:Decrypt on that key (${wordsOf(failure)})`,
    };
  }
  if (status === 403) {
    return { kind: "denied", why: accessDenied(wordsOf(failure), operation, connection) };
  }
  if (status === 400 && /encrypt|sse|customer/i.test(`${code} ${message}`)) {
    const advice =
      connection.sseCustomerKey === undefined
        ? "it is encrypted with a key of its own; set sse_customer_key"
        : "it is not encrypted with the key in sse_customer_key";
    return { kind: "denied", why: `${advice} (${wordsOf(failure)})` };
  }
  if (status === 404) {
    return operation.kind === "read"
      ? { kind: "gone", why: "it was deleted after it was listed" }
      : {
          kind: "denied",
          why: `nothing is there (404 ${code === "Unknown" ? "" : `${code} `}from ${placeOf(connection)}); check bucket, path_style and aws_endpoint_url`,
        };
  }
  return {
    kind: status === null ? "unreachable" : "denied",
    why: `the store answers ${wordsOf(failure)}${schemeHint(failure, connection)}`,
  };
}

/** Whoever expects TLS hangs up at the first word, or answers in plain text. */
function schemeHint({ code, status }: Failure, { endpoint }: Connection): string {
  const isPlain = endpoint?.startsWith("http:") === true;
  const mayBeTls = code === "ECONNRESET" || (status === 400 && code === "Unknown");
  return isPlain && mayBeTls ? "; if that port wants https, write https in aws_endpoint_url" : "";
}

function noRoute(failure: Failure, connection: Connection): string {
  // A source of credentials, or a proxy, has said all there is to say.
  return networkReason(failure, askedOf(connection)) ?? failure.message;
}

function askedOf(connection: Connection): Asked {
  return { place: placeOf(connection), settings: "check aws_endpoint_url, aws_region" };
}

function placeOf({ endpoint }: Connection): string {
  return endpoint === undefined ? "AWS S3" : `"${withoutUserInfo(endpoint)}"`;
}

function withoutUserInfo(endpoint: string): string {
  return endpoint.replace(/\/\/[^/@]*@/, "//");
}

/** The store's own words; a HEAD-like empty answer has none, and the SDK says "UnknownError". */
function wordsOf({ code, status, message }: Failure): string {
  const number = status === null ? "" : `${status} `;
  return code === "Unknown" ? `${number}without an explanation` : `${number}${code}: ${message}`;
}
