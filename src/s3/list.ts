import type { ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { TapError } from "../errors.ts";
import { BadAnswer } from "./failure.ts";
import { type AskForPage, isBehind, listInParallel } from "./list-in-parallel.ts";
import { type Page, readPage } from "./read-page.ts";
import { attempt } from "./retry.ts";
import { ownerAndPayer, type Session } from "./session.ts";
import type { ListPage, S3Object } from "./store.ts";

/**
 * All pages of a listing, in the store's order, which is not always that of the keys (directory
 * buckets). A page is asked for before the one before it is handed out, so that matching hides
 * behind the request.
 */
export async function* listPages(session: Session, prefix: string): AsyncGenerator<ListPage> {
  const passed = new PassedPages(session, prefix);
  let next: Promise<Page> | null = askForPage(session, prefix, null, passed);
  while (next !== null) {
    const page: Page = await next;
    passed.add(page);
    next = page.token === null ? null : askForPage(session, prefix, { token: page.token }, passed);
    // The consumer may end early, or fail while it is busy with this page: the answer is then nobody's.
    next?.catch(() => {});
    yield page;
  }
}

/** A listing of more pages is split, where the order of the pages does not matter. */
const longListing = 10;

/** The same pages, in any order: what is long is listed side by side, if the store can begin a listing behind a key. */
export async function* listPagesInAnyOrder(session: Session, prefix: string): AsyncGenerator<ListPage> {
  const passed = new PassedPages(session, prefix);
  let next: Promise<Page> | null = askForPage(session, prefix, null, passed);
  let first: string | null = null;
  let last = prefix;
  let isOrdered = true;
  for (let pages = 1; next !== null; pages++) {
    const page: Page = await next;
    passed.add(page);
    const isLong = pages >= longListing && page.token !== null;
    next =
      page.token === null || (isLong && isOrdered) ? null : askForPage(session, prefix, { token: page.token }, passed);
    next?.catch(() => {});
    for (const { key } of isOrdered ? page.objects : []) {
      isOrdered &&= isBehind(key, last);
      last = key;
      first ??= key;
    }
    yield page;
    if (page.token === null || next !== null || !isOrdered) continue;
    // Asked for by its key, the next page shows whether the store can do that.
    const behind = await pageBehind(session, prefix, last, passed);
    if (behind === null) {
      isOrdered = false;
      next = askForPage(session, prefix, { token: page.token }, passed);
      next.catch(() => {});
      continue;
    }
    yield behind;
    passed.add(behind);
    const standing = { first: first ?? last, last: behind.objects.at(-1)?.key ?? last, token: behind.token, pages };
    return yield* listInParallel(prefix, standing, () => askerOf(session, prefix));
  }
}

/** The page behind a key; null where the store does not know how to begin there. */
async function pageBehind(session: Session, prefix: string, after: string, passed: PassedPages): Promise<Page | null> {
  try {
    const page = await askForPage(session, prefix, { after }, passed);
    return page.objects.length > 0 && page.objects.every(({ key }) => isBehind(key, after)) ? page : null;
  } catch (error) {
    if (error instanceof TapError) return null;
    throw error;
  }
}

function askerOf(session: Session, prefix: string): AskForPage {
  const passed = new PassedPages(session, prefix);
  return async (from) => {
    const page = await askForPage(session, prefix, from, passed);
    passed.add(page);
    return page;
  };
}

/**
 * The object as it is listed now, or null. It comes first where listings are in order, but not in directory
 * buckets, so "not there" is believed only of a whole listing.
 */
export async function findObject(session: Session, key: string): Promise<S3Object | null> {
  for await (const { objects, flaws } of listPages(session, key)) {
    const flaw = flaws?.get(key);
    if (flaw !== undefined) throw flaw;
    const found = objects.find((object) => object.key === key);
    if (found !== undefined) return found;
  }
  return null;
}

/** Pages without an object, one after the other. A store may pass over a million deleted objects so, and not for ever. */
const maxEmptyPages = 10_000;

/** What is remembered of a listing's pages, to know one that comes again. */
class PassedPages {
  readonly tokens = new Set<string>();
  readonly edges = new Set<string>();
  readonly #session: Session;
  readonly #prefix: string;
  #empty = 0;

  constructor(session: Session, prefix: string) {
    this.#session = session;
    this.#prefix = prefix;
  }

  add({ token, objects, flaws }: Page): void {
    if (token !== null) this.tokens.add(token);
    for (const edge of [objects.at(0), objects.at(-1)]) if (edge !== undefined) this.edges.add(edge.key);
    this.#empty = objects.length === 0 && flaws === undefined ? this.#empty + 1 : 0;
    if (isTold(this.#empty) && token !== null) {
      this.#session.retryPolicy.observe({ kind: "empty-pages", prefix: this.#prefix, pages: this.#empty });
    }
  }

  /** Throws BadAnswer where a listing only pretends to go on. */
  checkEnd(): void {
    if (this.#empty >= maxEmptyPages) throw new BadAnswer(`the listing has ${this.#empty} pages without an object`);
  }
}

/** At 100 and at 1000. */
function isTold(pages: number): boolean {
  return pages === 100 || pages === 1000;
}

async function askForPage(
  session: Session,
  prefix: string,
  from: { readonly token: string } | { readonly after: string } | null,
  passed: PassedPages,
): Promise<Page> {
  const { bucket } = session.connection;
  return attempt(session.retryPolicy, session.task({ kind: "list", prefix }), async () => {
    passed.checkEnd();
    const place = from === null ? {} : "token" in from ? { ContinuationToken: from.token } : { StartAfter: from.after };
    const page = readPage(
      await session.client.list({ ...listInput(session, prefix), ...place }),
      { bucket, prefix },
      passed,
    );
    session.retryPolicy.observe({ kind: "page", prefix, objects: page.objects.length, isLast: page.token === null });
    return page;
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function listInput({ connection }: Session, prefix: string): ListObjectsV2CommandInput {
  return {
    Bucket: connection.bucket,
    Prefix: prefix,
    EncodingType: "url",
    ...(connection.listsRestores ? { OptionalObjectAttributes: ["RestoreStatus"] } : {}),
    ...ownerAndPayer(connection),
  };
}
