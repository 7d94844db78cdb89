import { etagOf, type StoredObject } from "./bucket.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";

/** False for "304 Not Modified"; throws for "412 Precondition Failed". The order is that of RFC 9110, 13.2.2. */
export function checkConditions(object: StoredObject, request: S3Request): boolean {
  const seconds = Math.floor(object.lastModified / 1000) * 1000;
  const ifMatch = request.headers.get("if-match");
  if (ifMatch !== undefined && !matches(ifMatch, object)) throw failed("If-Match");
  const unmodifiedSince = dateHeader(request, "if-unmodified-since");
  if (ifMatch === undefined && unmodifiedSince !== null && seconds > unmodifiedSince)
    throw failed("If-Unmodified-Since");
  const ifNoneMatch = request.headers.get("if-none-match");
  if (ifNoneMatch !== undefined) return !matches(ifNoneMatch, object);
  const modifiedSince = dateHeader(request, "if-modified-since");
  return modifiedSince === null || seconds > modifiedSince;
}

/** Throws unless a PUT with If-Match or If-None-Match may replace what is there. */
export function checkWriteConditions(current: StoredObject | undefined, request: S3Request): void {
  const ifNoneMatch = request.headers.get("if-none-match");
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw new S3Error("NotImplemented", "A header you provided implies functionality that is not implemented");
  }
  if (ifNoneMatch === "*" && current !== undefined) throw failed("If-None-Match");
  const ifMatch = request.headers.get("if-match");
  if (ifMatch === undefined) return;
  if (current === undefined) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  if (!matches(ifMatch, current)) throw failed("If-Match");
}

function matches(header: string, object: StoredObject): boolean {
  const etag = etagOf(object);
  return header.split(",").some((it) => it.trim() === "*" || it.trim().replace(/^"(.*)"$/, "$1") === etag);
}

function dateHeader(request: S3Request, name: string): number | null {
  const time = Date.parse(request.headers.get(name) ?? "");
  return Number.isNaN(time) ? null : time;
}

function failed(condition: string): S3Error {
  return new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    elements: { Condition: condition },
  });
}
