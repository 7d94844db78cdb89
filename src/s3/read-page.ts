import type { TapError } from "../errors.ts";
import type { Answer } from "./client.ts";
import { BadAnswer } from "./failure.ts";
import type { ListingEntry, ListingOutput } from "./list-objects.ts";
import { cannot } from "./s3-errors.ts";
import { storeClock } from "./store-clock.ts";
import type { ListPage, S3Object } from "./store.ts";
import { decodeUrl } from "./url-encoding.ts";

/** A page, and what to ask for the next one with; null behind the last. */
export interface Page extends ListPage {
  readonly token: string | null;
}

/** What of the pages before it a page is held against. */
export interface Passed {
  readonly tokens: ReadonlySet<string>;
  /** The first and the last key of each page. */
  readonly edges: ReadonlySet<string>;
}

/**
 * Checks that an answer is a page of a listing, and one that has not been before: a captive portal's HTML or an empty
 * body parses into an output without fields, which would pass for an empty bucket; and of a page that comes twice, the
 * one that it stands for is missing.
 */
export function readPage(
  { output, headers, tookMs }: Answer<ListingOutput>,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  passed: Passed,
): Page {
  if (output.Name === undefined && output.KeyCount === undefined) {
    throw new BadAnswer("the answer is not a listing");
  }
  if (output.IsTruncated === undefined) {
    throw new BadAnswer("the listing does not say whether it is complete");
  }
  const token = output.IsTruncated ? (output.NextContinuationToken ?? "") : null;
  if (token === "") {
    throw new BadAnswer("the listing is incomplete but does not say how to go on");
  }
  const objects: S3Object[] = [];
  const flaws = new Map<string, TapError>();
  const decode = output.EncodingType === "url" ? decodeUrl : (key: string): string => key;
  for (const entry of output.Contents ?? []) {
    const object = readEntry(entry, decode);
    // A store that knows no prefix lists all it has.
    if (!object.key.startsWith(prefix)) continue;
    const why = flawOf(object);
    if (why === null) objects.push(object);
    else flaws.set(object.key, cannot("unreachable", { kind: "read", key: object.key }, bucket, `${why}; ${advice}`));
  }
  const [first] = objects;
  if ((token !== null && passed.tokens.has(token)) || (first !== undefined && passed.edges.has(first.key))) {
    throw new BadAnswer("the listing repeats a page");
  }
  return {
    objects: isRising(objects) ? objects : withoutTwins(objects),
    ...(flaws.size === 0 ? {} : { flaws }),
    asOf: storeClock(headers, tookMs),
    token,
  };
}

const advice = "check the store, or leave it out by exclude_pattern";

function readEntry(entry: ListingEntry, decode: (key: string) => string): S3Object {
  const { Key: key = "", Size: size, LastModified: lastModified, ETag: etag = "", StorageClass: storageClass } = entry;
  if (key === "" || lastModified === undefined) {
    throw new BadAnswer("the listing has an entry without key or time");
  }
  const name = decode(key);
  // Some stores give the markers of their folders none.
  const bytes = size ?? (key.endsWith("/") ? 0 : Number.NaN);
  const object = new ListedObject(name, bytes, lastModified, etag);
  if (storageClass !== undefined) object.storageClass = storageClass;
  if (entry.RestoreStatus?.IsRestoreInProgress === false) object.isRestored = true;
  return object;
}

/** Of a class as the entries of an answer are (listing-answer.ts). */
class ListedObject implements S3Object {
  readonly key: string;
  readonly size: number;
  readonly lastModified: Date;
  readonly etag: string;
  declare storageClass?: string;
  declare isRestored?: true;

  constructor(key: string, size: number, lastModified: Date, etag: string) {
    this.key = key;
    this.size = size;
    this.lastModified = lastModified;
    this.etag = etag;
  }
}

/** What keeps an entry from being an object, or null. */
function flawOf({ size, etag }: S3Object): string | null {
  if (!Number.isSafeInteger(size) || size < 0) return "the listing gives it no size that can be";
  // It goes into a header of the request.
  return etag.length <= 1024 && isPrintable(etag) ? null : "the listing gives it an ETag that cannot be";
}

/** Without a regular expression, since it is asked for every listed key. */
function isPrintable(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e) return false;
  }
  return true;
}

/** Then no key can be there twice; nearly all listings are so. */
function isRising(objects: readonly S3Object[]): boolean {
  return objects.every(({ key }, index) => index === 0 || (objects[index - 1]?.key ?? "") < key);
}

/** An entry that comes twice is one object; of two that differ, one is not what it says. */
function withoutTwins(objects: readonly S3Object[]): readonly S3Object[] {
  const byKey = new Map<string, S3Object>();
  for (const object of objects) {
    const twin = byKey.get(object.key);
    if (twin !== undefined && !isSame(twin, object)) throw new BadAnswer(`the listing has two "${object.key}"`);
    byKey.set(object.key, object);
  }
  return [...byKey.values()];
}

function isSame(one: S3Object, other: S3Object): boolean {
  return (
    one.size === other.size && one.etag === other.etag && one.lastModified.getTime() === other.lastModified.getTime()
  );
}
