import type { Connection } from "./connection.ts";
import type { Failure } from "./failure.ts";
import type { Asked } from "./network/network-reason.ts";

/** Whoever expects TLS hangs up at the first word, or answers in plain text. */
export function schemeHint({ code, status }: Failure, { endpoint }: Connection): string {
  const isPlain = endpoint?.startsWith("http:") === true;
  const mayBeTls = code === "ECONNRESET" || (status === 400 && code === "Unknown");
  return isPlain && mayBeTls ? "; if that port wants https, write https in aws_endpoint_url" : "";
}

/** The place, and the settings that name it. */
export function askedOf(connection: Connection): Asked {
  return { place: placeOf(connection), settings: "check aws_endpoint_url, aws_region" };
}

/** Where the store is. */
export function placeOf({ endpoint }: Connection): string {
  return endpoint === undefined ? "AWS S3" : `"${withoutUserInfo(endpoint)}"`;
}

/** An address without what may be a password. */
export function withoutUserInfo(endpoint: string): string {
  return endpoint.replace(/\/\/[^/@]*@/, "//");
}

/** The store's own words; a HEAD-like empty answer has none, and the SDK says "UnknownError". */
export function wordsOf({ code, status, message }: Failure): string {
  const number = status === null ? "" : `${status} `;
  return code === "Unknown" ? `${number}without an explanation` : `${number}${code}: ${message}`;
}
