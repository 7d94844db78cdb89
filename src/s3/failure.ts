import { property } from "./property.ts";

/** An answer that is not what S3 would say: an HTML page, a page of a listing that repeats, a range that was not asked for. */
export class BadAnswer extends Error {
  override readonly name = "BadAnswer";
}

/** A body that ended or fell silent before its last byte. */
export class BrokenBody extends Error {
  override readonly name = "BrokenBody";
}

/** A body of which so little arrives that it would take days. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/** A body with all its bytes, but not those that were stored. */
export class DamagedBody extends Error {
  override readonly name = "DamagedBody";
}

/** Found out by ourselves, and named as a store names it that looks at If-Match and may tell what is missing. */
export class NotAsListed extends Error {
  readonly code: "PreconditionFailed" | "NoSuchKey";

  constructor(code: "PreconditionFailed" | "NoSuchKey") {
    super("the object is not the one that was listed");
    this.code = code;
  }
}

/** An error of the SDK, of Node or of our own, read once into the few facts that decisions need. */
export interface Failure {
  /** S3's error code, or Node's (`ECONNRESET`), or the error's name. */
  readonly code: string;
  readonly status: number | null;
  readonly message: string;
  /** Where the bucket really is, when the store says so. */
  readonly region: string | null;
  /** The host that the store sends us to. */
  readonly redirectedTo: string | null;
  readonly retryAfterMs: number | null;
  /** What the store's support asks for. */
  readonly requestId: string | null;
  /** The host that was asked, where there was no answer. */
  readonly host: string | null;
}

/** What kind of trouble a failure is, which decides whether and how it is tried again. */
export type FailureClass =
  | "busy" // the store, or the way to it, has a bad minute
  | "slow" // the bytes trickle
  | "no-route" // no connection could be made
  | "nonsense" // somebody answered, but not as S3 does
  | "damaged" // the bytes do not match their checksum
  | "expired" // the credentials are used up, newer ones may be had
  | "skewed" // the clocks differ; the SDK has taken the store's time from the answer
  | "elsewhere" // the bucket is in another region
  | "refused"; // it will not get better by itself

/** Reads an error of any origin. */
export function failureOf(error: unknown): Failure {
  const metadata = property(error, "$metadata");
  const status = property(metadata, "httpStatusCode");
  const headers = property(property(error, "$response"), "headers");
  return {
    code: codeOf(error, status),
    status: typeof status === "number" ? status : null,
    message: error instanceof Error ? firstLine(error.message) : String(error),
    region: text(property(error, "Region")) ?? text(property(headers, "x-amz-bucket-region")),
    redirectedTo: hostOf(text(property(headers, "location"))),
    retryAfterMs: seconds(property(headers, "retry-after")),
    requestId: text(property(metadata, "requestId")),
    host: text(property(error, "askedHost")),
  };
}

/** Sorts a failure. The lists are those of the SDK's own retry strategy, plus what it was seen not to retry. */
export function failureClassOf(failure: Failure): FailureClass {
  const { code, status } = failure;
  if (expired.has(code)) {
    return "expired";
  }
  if (code === "RequestTimeTooSkewed" || code === "RequestInTheFuture") {
    return "skewed";
  }
  if (failure.region !== null && (elsewhere.has(code) || status === 301 || status === 307)) {
    return "elsewhere";
  }
  if (noRoute.has(code)) {
    return "no-route";
  }
  if (busy.has(code) || status === 408 || status === 429 || (status !== null && status >= 500 && status !== 501)) {
    return "busy";
  }
  if (code === "TooSlow") {
    return "slow";
  }
  if (code === "DamagedBody") {
    return "damaged";
  }
  if (code === "BadAnswer" || (status !== null && status >= 200 && status < 300)) {
    return "nonsense";
  }
  return "refused";
}

const expired = new Set(["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"]);

const elsewhere = new Set(["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"]);

const noRoute = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ENETDOWN",
  "ConnectTimeout",
  "ProxyFailed",
  "CredentialsAway",
]);

const busy = new Set([
  "BrokenBody",
  "SlowDown",
  "InternalError",
  "ServiceUnavailable",
  "OperationAborted",
  "RequestTimeout",
  "RequestLimitExceeded",
  "Throttling",
  "ThrottlingException",
  "BandwidthLimitExceeded",
  "TimeoutError",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

function codeOf(error: unknown, status: unknown): string {
  const name = text(property(error, "name")) ?? "Unknown";
  // An HTML page with status 502 fails in the XML parser: its name says nothing, its status does.
  return text(property(error, "code")) ?? (typeof status === "number" && name === "Error" ? "Unknown" : name);
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

function hostOf(location: string | null): string | null {
  return location !== null && URL.canParse(location) ? new URL(location).host : null;
}

function seconds(value: unknown): number | null {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) * 1000 : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
