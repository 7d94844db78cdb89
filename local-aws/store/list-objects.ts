import type { Bucket, StoredObject } from "./bucket.ts";
import { bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { lowerBound } from "./key-index.ts";
import { keyEncoding, listedObject, type KeyEncoding } from "./listing-text.ts";
import { countParameter, parameter } from "./request.ts";
import { S3Error } from "./s3-error.ts";
import { document, element } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(call: Call): Reply {
  const { request, state } = call;
  const token = parameter(request, "continuation-token");
  const asked = parameter(request, "start-after");
  if (asked !== undefined && call.state.behaviour.startAfter === "refused") {
    throw new S3Error("NotImplemented", "This bucket does not support StartAfter");
  }
  const startAfter = call.state.behaviour.startAfter === "known" ? asked : undefined;
  const page = readPage(call, token === undefined ? (startAfter ?? "") : decodeToken(token));
  const encoding = keyEncoding(request, state.behaviour);
  const withOwner = parameter(request, "fetch-owner") === "true";
  return xmlReply(
    document(
      "ListBucketResult",
      pageHead(call, page, encoding) +
        element("KeyCount", page.objects.length + page.prefixes.length) +
        (token === undefined ? "" : element("ContinuationToken", token)) +
        (startAfter === undefined ? "" : element("StartAfter", encoding.encode(startAfter))) +
        (page.next === null ? "" : element("NextContinuationToken", encodeToken(page.next))) +
        pageEntries(call, page, encoding, withOwner),
    ),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjectsV1(call: Call): Reply {
  const { request, state } = call;
  const marker = parameter(request, "marker") ?? "";
  const page = readPage(call, marker);
  const encoding = keyEncoding(request, state.behaviour);
  const named = parameter(request, "delimiter") !== undefined && page.next !== null;
  return xmlReply(
    document(
      "ListBucketResult",
      pageHead(call, page, encoding) +
        element("Marker", encoding.encode(marker)) +
        (named ? element("NextMarker", encoding.encode(page.next ?? "")) : "") +
        pageEntries(call, page, encoding, true),
    ),
  );
}

interface Page {
  readonly objects: readonly StoredObject[];
  readonly prefixes: readonly string[];
  readonly limit: number;
  /** The last entry, when more follow it. */
  readonly next: string | null;
}

function readPage(call: Call, after: string): Page {
  const bucket = bucketOf(call);
  const prefix = parameter(call.request, "prefix") ?? "";
  const delimiter = parameter(call.request, "delimiter") ?? "";
  const limit = countParameter(call.request, "max-keys", call.state.behaviour.maxKeys);
  const keys = call.state.behaviour.ordersListings ? bucket.keys() : shuffledKeys(bucket);
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let last = after;
  for (let at = startOf(call, keys, prefix, after); at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    if (!key.startsWith(prefix)) {
      if (call.state.behaviour.ordersListings) break;
      continue;
    }
    const common = commonPrefix(key, prefix, delimiter);
    // Everything under a common prefix was told with it, also on the page before.
    if (common !== null && common === last) continue;
    if (objects.length + prefixes.length === limit)
      return { objects, prefixes, limit, next: limit === 0 ? null : last };
    const object = bucket.find(key);
    if (common !== null) prefixes.push(common);
    else if (object !== undefined) objects.push(object);
    last = common ?? key;
  }
  return { objects, prefixes, limit, next: null };
}

function startOf(call: Call, keys: readonly string[], prefix: string, after: string): number {
  if (!call.state.behaviour.ordersListings) return after === "" ? 0 : keys.indexOf(after) + 1;
  return Math.max(lowerBound(keys, prefix, true), after === "" ? 0 : lowerBound(keys, after, false));
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | null {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? null : key.slice(0, end + delimiter.length);
}

// An order that is the same for every page and unlike the alphabet.
function shuffledKeys(bucket: Bucket): readonly string[] {
  const hashed = bucket.keys().map((key): [number, string] => [hash(key), key]);
  return hashed.sort(([left], [right]) => left - right).map(([, key]) => key);
}

function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value;
}

function pageHead(call: Call, page: Page, encoding: KeyEncoding): string {
  const delimiter = parameter(call.request, "delimiter");
  return (
    element("Name", call.request.bucket ?? "") +
    element("Prefix", encoding.encode(parameter(call.request, "prefix") ?? "")) +
    (delimiter === undefined ? "" : element("Delimiter", encoding.encode(delimiter))) +
    element("MaxKeys", page.limit) +
    encoding.echo +
    element("IsTruncated", page.next !== null)
  );
}

function pageEntries(call: Call, page: Page, encoding: KeyEncoding, withOwner: boolean): string {
  let text = "";
  const restores = call.request.headers.get("x-amz-optional-object-attributes") === "RestoreStatus";
  const options = { owner: withOwner, restores };
  for (const object of page.objects) text += listedObject(object, encoding, call.state.behaviour, options);
  for (const prefix of page.prefixes) {
    text += `<CommonPrefixes>${element("Prefix", encoding.encode(prefix))}</CommonPrefixes>`;
  }
  return text;
}

// Opaque to the client, and stateless: it holds the last entry.
function encodeToken(last: string): string {
  return Buffer.from(`after:${last}`).toString("base64url");
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (!text.startsWith("after:")) throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
  return text.slice("after:".length);
}
