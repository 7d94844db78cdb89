import { TapError, type ErrorKind } from "../errors.ts";
import { describeOperation, type Operation } from "./operation.ts";
import type { Connection } from "./connection.ts";
import { networkReason } from "./network/network-reason.ts";
import { type Context, refusal } from "./refusal.ts";
import type { Reason } from "./refused-object.ts";
import { askedOf, placeOf, schemeHint, withoutUserInfo, wordsOf } from "./store-words.ts";
import { isAws } from "./sts-endpoint.ts";
import { failureClassOf, type Failure } from "./failure.ts";

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

function noRoute(failure: Failure, connection: Connection): string {
  // A source of credentials, or a proxy, has said all there is to say.
  return networkReason(failure, askedOf(connection)) ?? failure.message;
}
