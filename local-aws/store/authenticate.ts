import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { userArn, type Caller, type Identities } from "./identities.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./request.ts";

/** What a signature is held against. */
export interface AuthenticationContext {
  readonly identities: Identities;
  readonly now: number;
  /** The region a signature must be for, or null to take any. */
  readonly region: string | null;
  readonly checksClock: boolean;
}

/**
 * Who signed the request, by SigV4; throws in the order in which S3 finds faults.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function authenticate(request: S3Request, context: AuthenticationContext): Caller {
  const authorization = request.headers.get("authorization");
  if (authorization === undefined) return { kind: "anonymous" };
  const claim = parseAuthorization(authorization);
  if (context.region !== null && claim.region !== context.region) {
    throw new S3Error(
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; the region '${claim.region}' is wrong; expecting '${context.region}'`,
      { elements: { Region: context.region }, headers: { "x-amz-bucket-region": context.region } },
    );
  }
  const identity = findIdentity(request, claim.accessKeyId, context);
  const date = request.headers.get("x-amz-date") ?? "";
  checkDate(date, claim, context);
  if (!isEqual(sign(request, claim, identity.secretAccessKey, date), claim.signature)) {
    throw new S3Error(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      { elements: { AWSAccessKeyId: claim.accessKeyId } },
    );
  }
  checkPayloadHash(request);
  return identity.caller;
}

interface Claim {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/]+)\/(\d{8})\/([^/]+)\/(s3|sts)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/;

function parseAuthorization(header: string): Claim {
  const [match, accessKeyId = "", day = "", region = "", service = "", headers = "", signature = ""] =
    AUTHORIZATION.exec(header) ?? [];
  if (match === undefined) {
    throw new S3Error("AuthorizationHeaderMalformed", "The authorization header that you provided is not valid");
  }
  return { accessKeyId, day, region, service, signedHeaders: headers.split(";"), signature };
}

function findIdentity(
  request: S3Request,
  accessKeyId: string,
  { identities, now }: AuthenticationContext,
): { secretAccessKey: string; caller: Caller } {
  const token = request.headers.get("x-amz-security-token");
  if (token !== undefined) {
    const session = identities.session(token);
    if (session === undefined || session.accessKeyId !== accessKeyId) {
      throw new S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.", {
        elements: { "Token-0": token },
      });
    }
    if (session.expiresAt <= now) {
      throw new S3Error("ExpiredToken", "The provided token has expired.", { elements: { "Token-0": token } });
    }
    const { secretAccessKey, arn, role } = session;
    return { secretAccessKey, caller: { kind: "known", arn, principal: role.arn, policy: role.policy } };
  }
  const user = identities.user(accessKeyId);
  if (user === undefined) {
    throw new S3Error("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
      elements: { AWSAccessKeyId: accessKeyId },
    });
  }
  return {
    secretAccessKey: user.secretAccessKey,
    caller: { kind: "known", arn: userArn(user), principal: userArn(user), policy: user.policy },
  };
}

const MAX_SKEW_MS = 15 * 60 * 1000;

function checkDate(date: string, claim: Claim, { now, checksClock }: AuthenticationContext): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (match === null || !date.startsWith(claim.day)) {
    throw new S3Error("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  }
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (checksClock && Math.abs(at - now) > MAX_SKEW_MS) {
    throw new S3Error(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        elements: {
          RequestTime: date,
          ServerTime: `${new Date(now).toISOString().slice(0, 19)}Z`,
          MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
        },
      },
    );
  }
}

function sign(request: S3Request, claim: Claim, secret: string, date: string): string {
  const scope = `${claim.day}/${claim.region}/${claim.service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonicalRequest(request, claim))].join("\n");
  const key = [claim.day, claim.region, claim.service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString("hex");
}

function canonicalRequest(request: S3Request, claim: Claim): string {
  const query = request.query
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
  const headers = claim.signedHeaders
    .map((name) => `${name}:${(request.headers.get(name) ?? "").trim().replace(/ +/g, " ")}\n`)
    .join("");
  // STS clients send no hash of the payload; the service hashes what has come.
  const payload = request.headers.get("x-amz-content-sha256") ?? sha256(request.body);
  return [request.method, request.rawPath, query, headers, claim.signedHeaders.join(";"), payload].join("\n");
}

function checkPayloadHash(request: S3Request): void {
  const claimed = request.headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
  if (claimed === "UNSIGNED-PAYLOAD" || claimed === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return;
  if (claimed.startsWith("STREAMING-")) {
    throw new S3Error("NotImplemented", `The store does not know the payload form ${claimed}`);
  }
  const computed = sha256(request.body);
  if (claimed !== computed) {
    throw new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      { elements: { ClientComputedContentSHA256: claimed, S3ComputedContentSHA256: computed } },
    );
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
