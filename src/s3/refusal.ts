import { accessDenied } from "./access-denied.ts";
import type { Connection } from "./connection.ts";
import type { Failure } from "./failure.ts";
import { networkReason } from "./network/network-reason.ts";
import type { Operation } from "./operation.ts";
import { refusedKeys } from "./refused-keys.ts";
import { type Reason, refusedObject } from "./refused-object.ts";
import { askedOf, placeOf, schemeHint, wordsOf } from "./store-words.ts";

/** What failed, and with what. */
export interface Context {
  readonly operation: Operation;
  readonly connection: Connection;
  /** How often it was tried again in vain. */
  readonly retries: number;
  /** What gave the credentials, in words. */
  readonly keysFrom: string;
}

/** Why a store refuses what nothing but its answer explains: the first that knows says it. */
export function refusal(failure: Failure, context: Context): Reason {
  const { connection, operation, keysFrom } = context;
  const network = networkReason(failure, askedOf(connection));
  if (network !== null) return { kind: "unreachable", why: network };
  const ofObject = operation.kind === "read" ? refusedObject(failure) : null;
  if (ofObject !== null) return ofObject;
  const wrongKeys = refusedKeys(failure.code, keysFrom, placeOf(connection));
  if (wrongKeys !== null) return { kind: "denied", why: wrongKeys };
  return (
    redirection(failure) ??
    refusedBucket(failure, connection) ??
    lostRedirection(failure) ??
    refusedEncryption(failure, connection) ??
    refusalByStatus(failure, context)
  );
}

function redirection(failure: Failure): Reason | null {
  const { status, redirectedTo } = failure;
  if (!isRedirection(status) || redirectedTo === null) return null;
  return {
    kind: "denied",
    why:
      `it is redirected to "${redirectedTo}" (${wordsOf(failure)}), where credentials are not sent unasked; ` +
      "set aws_endpoint_url to it if the bucket is there",
  };
}

function lostRedirection(failure: Failure): Reason | null {
  if (!isRedirection(failure.status)) return null;
  const why = `it is redirected, and not told where to (${wordsOf(failure)}); check aws_endpoint_url and aws_region`;
  return { kind: "denied", why };
}

function isRedirection(status: number | null): boolean {
  return status !== null && status >= 300 && status < 400 && status !== 304;
}

/** What is wrong with the name of the bucket, or with where it is looked for. */
function refusedBucket(failure: Failure, connection: Connection): Reason | null {
  switch (failure.code) {
    case "NoSuchBucket":
      return {
        kind: "denied",
        why: `there is no bucket of that name at ${placeOf(connection)}; check bucket, aws_region and aws_endpoint_url`,
      };
    case "ERR_INVALID_CHAR":
      return {
        kind: "usage",
        why: `the request cannot be made: ${failure.message}; look for line breaks in the settings and in the AWS_ variables`,
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
      return null;
  }
}

function refusedEncryption(failure: Failure, { sseCustomerKey }: Connection): Reason | null {
  const { code, status, message } = failure;
  if (code.startsWith("KMS.") || /kms:Decrypt|\bKMS\b/.test(message)) {
    return {
      kind: "denied",
      why: `its encryption key may not be used: the credentials need kms:Decrypt on that key (${wordsOf(failure)})`,
    };
  }
  if (status !== 400 || !/encrypt|sse|customer/i.test(`${code} ${message}`)) return null;
  const advice =
    sseCustomerKey === undefined
      ? "it is encrypted with a key of its own; set sse_customer_key"
      : "it is not encrypted with the key in sse_customer_key";
  return { kind: "denied", why: `${advice} (${wordsOf(failure)})` };
}

function refusalByStatus(failure: Failure, { connection, operation }: Context): Reason {
  const { code, status } = failure;
  if (status === 403) return { kind: "denied", why: accessDenied(wordsOf(failure), operation, connection) };
  if (status === 404 && operation.kind === "read") return { kind: "gone", why: "it was deleted after it was listed" };
  if (status === 404) {
    const words = code === "Unknown" ? "" : `${code} `;
    return {
      kind: "denied",
      why: `nothing is there (404 ${words}from ${placeOf(connection)}); check bucket, path_style and aws_endpoint_url`,
    };
  }
  if (status === null)
    return { kind: "unreachable", why: `it failed before there was an answer (${wordsOf(failure)})` };
  return { kind: "denied", why: `the store answers ${wordsOf(failure)}${schemeHint(failure, connection)}` };
}
