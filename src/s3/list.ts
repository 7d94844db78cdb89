import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput, _Object } from "@aws-sdk/client-s3";
import type { Answer } from "./client.ts";
import { BadAnswer } from "./failure.ts";
import { ownerAndPayer, type Session } from "./session.ts";
import { attempt } from "./retry.ts";
import { storeClock } from "./store-clock.ts";
import type { ListPage, S3Object } from "./store.ts";
import { decodeUrl } from "./url-encoding.ts";

/**
 * All pages of a listing, in the store's order, which is not always that of the keys (directory
 * buckets). A page is asked for before the one before it is handed out, so that matching hides
 * behind the request.
 */
export async function* listPages(session: Session, prefix: string): AsyncGenerator<ListPage> {
  const used = new Set<string>();
  let next: Promise<Page> | null = askForPage(session, prefix, null, used);
  while (next !== null) {
    const page: Page = await next;
    next = page.token === null ? null : askForPage(session, prefix, page.token, used);
    // The consumer may end early, or fail while it is busy with this page: the answer is then nobody's.
    next?.catch(() => {});
    yield page;
  }
}

/**
 * The object as it is listed now, or null. It comes first where listings are in order, but not in directory
 * buckets, so "not there" is believed only of a whole listing.
 */
export async function findObject(session: Session, key: string): Promise<S3Object | null> {
  for await (const { objects } of listPages(session, key)) {
    const found = objects.find((object) => object.key === key);
    if (found !== undefined) return found;
  }
  return null;
}

interface Page extends ListPage {
  readonly token: string | null;
}

async function askForPage(session: Session, prefix: string, token: string | null, used: Set<string>): Promise<Page> {
  if (token !== null) {
    used.add(token);
  }
  return attempt(session.pace, session.task({ kind: "list", prefix }), async () =>
    readPage(
      await session.client.list({
        ...listInput(session, prefix),
        ...(token === null ? {} : { ContinuationToken: token }),
      }),
      used,
    ),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function listInput({ connection }: Session, prefix: string): ListObjectsV2CommandInput {
  return { Bucket: connection.bucket, Prefix: prefix, EncodingType: "url", ...ownerAndPayer(connection) };
}

/**
 * Checks that an answer is a page of a listing: a captive portal's HTML or an empty body parses
 * into an output without fields, which would pass for an empty bucket.
 */
function readPage({ output, headers, tookMs }: Answer<ListObjectsV2CommandOutput>, used: ReadonlySet<string>): Page {
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
  if (token !== null && used.has(token)) {
    throw new BadAnswer("the listing repeats a page");
  }
  const decode = output.EncodingType === "url" ? decodeUrl : asItIs;
  return {
    objects: (output.Contents ?? []).map((entry) => readEntry(entry, decode)),
    asOf: storeClock(headers, tookMs),
    token,
  };
}

function readEntry(entry: _Object, decode: (key: string) => string): S3Object {
  const { Key: key, Size: size, LastModified: lastModified, ETag: etag, StorageClass: storageClass } = entry;
  if (key === undefined || size === undefined || lastModified === undefined) {
    throw new BadAnswer("the listing has an entry without key, size or time");
  }
  return {
    key: decode(key),
    size,
    lastModified,
    etag: etag ?? "",
    ...(storageClass === undefined ? {} : { storageClass }),
  };
}

function asItIs(key: string): string {
  return key;
}
