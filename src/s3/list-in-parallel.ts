import { Arrivals } from "./arrivals.ts";
import { BadAnswer } from "./failure.ts";
import type { Page } from "./read-page.ts";
import { pagesLeft, sharedLength, splitPoint } from "./split-point.ts";
import type { ListPage } from "./store.ts";

/** Asks for one page: the one behind a token, or the first one behind a key. */
export type AskForPage = (from: { readonly token: string } | { readonly after: string }) => Promise<Page>;

/** Requests at a time; more of them once so many pages have come, because what they cost more is then little of the whole. */
const maxRequests = 10;
const maxRequestsOfVeryLong = 16;
const veryLong = 400;
/** A range is split when it has had so many pages, and promises so many more: a split costs a request, and perhaps half a page. */
const minPages = 2;
const minLeft = 5;
/**
 * Pages that may wait for who takes them. While there are more, none is asked for: the store is faster, and what waits
 * grows old, of which V8 lets several times as much gather before it looks for garbage.
 */
const maxWaiting = 4;
/** Requests that may bring nothing: so many, and so much of all pages. */
const freeProbes = 3;
const probesPerPage = 0.05;

/** Keys behind one, up to another. */
interface Range {
  readonly ask: AskForPage;
  /** The first and the last key that were listed of it. */
  first: string;
  cursor: string;
  /** The last key that can belong to it; null: there is no bound. */
  end: string | null;
  token: string | null;
  pages: number;
  /** Left of this character of its keys there is nothing to split. */
  low: number;
  /** A part of it is being tried. */
  isTried: boolean;
  /** A part that was tried last had no key. */
  isBlind: boolean;
  /** Of so many pages it is not tried again, because no place to split it was found. */
  restsUntil: number;
}

/** What is waited for. `from` is the range that this one was split from, at a character, until its first page is there. */
interface Awaited {
  readonly range: Range;
  readonly from: { readonly range: Range; readonly position: number } | null;
  readonly page: Page;
}

/** Where a listing stands. */
export interface Standing {
  readonly first: string;
  readonly last: string;
  /** What the next page is asked for with. */
  readonly token: string | null;
  readonly pages: number;
}

/**
 * The pages of the rest of a long listing, in any order: its keys are split into ranges that are listed side by side.
 * Where to split is found by trying: a range begins at a text in the middle, by character, of what the range before it
 * may hold; if no key is there, the range before it only ends earlier. `open` gives each range a way of asking.
 */
export async function* listInParallel(
  prefix: string,
  standing: Standing,
  open: () => AskForPage,
): AsyncGenerator<ListPage> {
  const { first, last, token, pages } = standing;
  const rest = { end: null, low: prefix.length, isTried: false, isBlind: false, restsUntil: 0 };
  const whole: Range = { ask: open(), first, cursor: last, token, pages, ...rest };
  const ranges = new Set<Range>();
  const awaited = new Arrivals<Awaited>();
  /** What asks for the next page of a range. */
  const held: (() => void)[] = [];
  const goOn = (range: Range): void => {
    const { token: next } = range;
    if (next === null) return void ranges.delete(range);
    ranges.add(range);
    held.push(() => awaited.add(waitFor(range, null, range.ask({ token: next }))));
  };
  goOn(whole);
  let all = pages;
  let vain = 0;
  while (awaited.size + held.length > 0) {
    // One by one while few are missing, or all that is asked for now would wait at the same time.
    for (const ask of held.splice(0, Math.max(0, maxWaiting - awaited.waiting))) ask();
    const most = awaited.waiting >= maxWaiting ? 0 : all < veryLong ? maxRequests : maxRequestsOfVeryLong;
    while (awaited.size + held.length < most && vain < freeProbes + all * probesPerPage) {
      const split = splitLongest(ranges, open);
      if (split === null) break;
      const { range, from } = split;
      awaited.add(waitFor(range, from, range.ask({ after: range.cursor })));
    }
    const { range, from, page } = await awaited.next();
    const own = take(page, range);
    all++;
    if (from !== null) {
      from.range.isTried = false;
      from.range.isBlind = own.objects.length === 0;
      if (from.range.isBlind) {
        vain++;
        from.range.low = from.position + 1;
      }
    }
    goOn(range);
    yield own;
  }
}

async function waitFor(range: Range, from: Awaited["from"], page: Promise<Page>): Promise<Awaited> {
  return { range, from, page: await page };
}

/** What of a page belongs to a range, which now stands behind it. */
function take(page: Page, range: Range): ListPage {
  const { end, cursor } = range;
  const { objects } = page;
  if (objects.some(({ key }) => !isBehind(key, cursor))) {
    throw new BadAnswer(
      "the listing is not in the order of the keys, or does not begin behind the key it was asked for",
    );
  }
  const isPast = end !== null && objects.some(({ key }) => isBehind(key, end));
  const own = isPast ? objects.filter(({ key }) => !isBehind(key, end)) : objects;
  if (range.pages === 0) range.first = own[0]?.key ?? range.first;
  range.cursor = own.at(-1)?.key ?? range.cursor;
  range.token = isPast ? null : page.token;
  range.pages++;
  return { ...page, objects: own };
}

/** Splits the range that promises the most pages, or gives null where none is worth it. */
function splitLongest(ranges: ReadonlySet<Range>, open: () => AskForPage): Pick<Awaited, "range" | "from"> | null {
  let longest: Range | null = null;
  let most = minLeft;
  for (const range of ranges) {
    if (range.isTried || range.pages < Math.max(minPages, range.restsUntil)) continue;
    const left = pagesLeft(range);
    if (left < most) continue;
    [longest, most] = [range, left];
  }
  if (longest === null) return null;
  const { first, cursor, low } = longest;
  const varies = sharedLength(first, cursor);
  // Where nothing was found to the left, the place is looked for between there and where its keys are known to differ.
  const begin = longest.isBlind ? Math.max(low, (low + varies) >> 1) : low;
  for (let position = begin; position <= varies + 1; position++) {
    const after = splitPoint(cursor, longest.end, position);
    if (after === null) continue;
    const range: Range = {
      ask: open(),
      first: after,
      cursor: after,
      end: longest.end,
      token: null,
      pages: 0,
      low,
      isTried: false,
      isBlind: false,
      restsUntil: 0,
    };
    longest.end = after;
    longest.isTried = true;
    return { range, from: { range: longest, position } };
  }
  longest.restsUntil = longest.pages + minPages;
  return splitLongest(ranges, open);
}

/** In the order of a listing, which is that of the bytes: texts compare by UTF-16, which is the same but for pairs of it. */
export function isBehind(key: string, other: string): boolean {
  return pairs.test(key) || pairs.test(other) ? Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0 : key > other;
}

const pairs = /[\ud800-\udfff]/;
