import type { Connection, CredentialSource } from "../s3/connection.ts";
import type { TopSection, TopTextKey } from "./schema.ts";
import { findKeyProblem } from "../s3/credentials/keys.ts";
import { findBucketProblem, isAccessPoint } from "./bucket-name.ts";
import { readNumber } from "./coerce.ts";
import { findEndpointProblem } from "./endpoint.ts";
import { parseAccountId } from "./parse-account-id.ts";
import { parseRoles } from "./parse-roles.ts";
import { findRegionProblem } from "./region-name.ts";
import { findSecrets } from "./secrets.ts";
import { flagOf, numberOf, optionalTextOf, reject, textOf, valueOf, pathOf } from "./section.ts";

/** How to reach the bucket, from the top level of the config. */
export function parseConnection(top: TopSection): Omit<Connection, "listsRestores"> {
  const bucket = textOf(top, "bucket");
  const region = parseRegion(top);
  const endpoint = parseEndpoint(top);
  const bucketOwnerId = parseAccountId(top, "bucket_owner_id");
  const sseCustomerKey = parseCustomerKey(top);
  checkBucket(top, bucket, endpoint !== undefined);
  return {
    bucket,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    pathStyle: parsePathStyle(top, bucket, endpoint !== undefined),
    credentials: parseCredentials(top),
    environment: {},
    roles: parseRoles(top),
    ...(bucketOwnerId !== undefined && { bucketOwnerId }),
    requesterPays: flagOf(top, "requester_pays"),
    ...(sseCustomerKey !== undefined && { sseCustomerKey }),
    requestTimeoutMs: parseTimeout(top),
    minBytesPerMinute: numberOf(top, "min_bytes_per_minute"),
    maxRetries: numberOf(top, "max_retries"),
    parallelRequests: numberOf(top, "parallel_requests"),
  };
}

/** What to enter in the place of a secret with a slash in it would be parts of it, which no replacement finds. */
function checkBucket(top: TopSection, bucket: string, hasEndpoint: boolean): void {
  const problem = findBucketProblem(bucket, hasEndpoint);
  if (bucket === "" || problem === undefined) return;
  const isSecret = findSecrets(top).some((secret) => /[/@]/.test(secret) && bucket.includes(secret));
  reject(top, "bucket", isSecret ? 'holds a secret of the config; enter for example "my-bucket"' : problem);
}

function parseRegion(top: TopSection): string | undefined {
  const region = lineOf(top, "aws_region");
  const problem = region === undefined ? undefined : findRegionProblem(region);
  if (problem !== undefined) reject(top, "aws_region", problem);
  return region;
}

function parseEndpoint(top: TopSection): string | undefined {
  const endpoint = lineOf(top, "aws_endpoint_url");
  if (endpoint === undefined) return undefined;
  const problem = findEndpointProblem(endpoint, flagOf(top, "allow_http"));
  if (problem !== undefined) reject(top, "aws_endpoint_url", problem);
  else if (new URL(endpoint).hostname.startsWith(`${textOf(top, "bucket")}.`)) {
    top.findings.warn("aws_endpoint_url", "begins with the bucket, which the tap adds itself; leave it out here");
  }
  return endpoint;
}

function parsePathStyle(top: TopSection, bucket: string, hasEndpoint: boolean): boolean {
  const isAsked = valueOf(top, "path_style");
  if (!isAccessPoint(bucket)) return typeof isAsked === "boolean" ? isAsked : hasEndpoint;
  if (isAsked === true) reject(top, "path_style", "is true, which an access point does not allow; leave it out");
  return false;
}

function parseCredentials(top: TopSection): CredentialSource {
  const accessKeyId = parseKey(top, "aws_access_key_id");
  const secretAccessKey = parseKey(top, "aws_secret_access_key");
  const sessionToken = parseKey(top, "aws_session_token");
  const profile = lineOf(top, "aws_profile");
  const isAnonymous = flagOf(top, "anonymous");
  const hasKeys = accessKeyId !== undefined || secretAccessKey !== undefined;
  if (isAnonymous && (hasKeys || profile !== undefined)) {
    reject(top, "anonymous", "is true, but credentials are given too; leave one of them out");
  }
  if (hasKeys && accessKeyId === undefined) requireOther(top, "aws_access_key_id", "aws_secret_access_key");
  if (hasKeys && secretAccessKey === undefined) requireOther(top, "aws_secret_access_key", "aws_access_key_id");
  if (sessionToken !== undefined && !hasKeys) {
    reject(top, "aws_session_token", "needs aws_access_key_id and aws_secret_access_key, which are missing");
  }
  if (hasKeys && profile !== undefined) {
    top.findings.warn(pathOf(top, "aws_profile"), "is ignored, because access keys are given and go before it");
  }
  if (isAnonymous) return { from: "anonymous" };
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { from: "keys", accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }
  return { from: "chain", ...(profile !== undefined && { profile }) };
}

/** A text without the blanks and line breaks around it, which files that are mounted as secrets end with. */
function lineOf(top: TopSection, key: TopTextKey): string | undefined {
  const text = optionalTextOf(top, key)?.trim();
  return text === "" ? undefined : text;
}

/** What goes into a header of each request. */
function parseKey(top: TopSection, key: TopTextKey): string | undefined {
  const text = lineOf(top, key);
  const problem = text === undefined ? undefined : findKeyProblem(text);
  if (problem !== undefined) reject(top, key, problem);
  return text;
}

/** Says that a key is missing which another one needs, unless it was given and refused. */
function requireOther(top: TopSection, missing: TopTextKey, given: TopTextKey): void {
  if (!top.findings.hasRejected(missing)) reject(top, missing, `is missing, and ${given} is given; they go together`);
}

function parseCustomerKey(top: TopSection): string | undefined {
  const key = lineOf(top, "sse_customer_key");
  if (key === undefined) return undefined;
  const bytes = Buffer.from(key, "base64");
  if (bytes.length === 32 && bytes.toString("base64").replaceAll("=", "") === key.replaceAll("=", "")) return key;
  reject(top, "sse_customer_key", "must be 32 bytes in base64, which are 44 characters");
  return undefined;
}

function parseTimeout(top: TopSection): number {
  const value = valueOf(top, "request_timeout");
  const seconds = typeof value === "string" ? (readNumber(value) ?? NaN) : Number(value);
  // Timers of Node hold 31 bits of milliseconds.
  if (seconds >= 0 && seconds <= 2_147_483) return (seconds === 0 ? 300 : seconds) * 1000;
  reject(top, "request_timeout", "must be a number of seconds from 0 to 2147483, for example 300");
  return 0;
}
