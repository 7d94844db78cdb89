import { Readable } from "node:stream";
import { BadAnswer } from "./failure.ts";
import { type ListingAnswer, maxTextLength, readListingAnswer } from "./listing-answer.ts";
import type { Handler } from "./network/handler.ts";
import { type Patience, watchStream } from "./watched-stream.ts";

/** Bytes. A page of a listing with a thousand of the longest keys, each byte of them encoded, has a fifth of it. */
const largestPage = 16 * 1024 * 1024;
/** Of any other answer: an error has a kilobyte, and a page of HTML in its place some hundred. */
const largestAnswer = 1024 * 1024;
/** Tags and entities, for each of which the SDK's reader takes up to a kilobyte: a page of a thousand entries has a tenth of it. */
const maxMarks = 300_000;

/**
 * Has the handler abort an answer that stalls, trickles or does not end while it is gathered: pages of a listing,
 * answers of STS, errors. The SDK itself watches the head of an answer only. Bodies of objects, which are read piece by
 * piece, are left to whoever reads them. The entries of a page are read here, and kept in `listings` for whoever gets
 * the response; the SDK reads the rest of the page, or all of what is written otherwise.
 */
export function watchAnswers(handler: Handler, patience: Patience, listings: WeakMap<object, ListingAnswer>): void {
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const result = await handle(request, options);
    const { response } = result;
    const isRead = response.statusCode < 300;
    if (!(response.body instanceof Readable) || (request.query?.["x-id"] === "GetObject" && isRead)) return result;
    const { query = {} } = request;
    const isPage = (query["list-type"] === "2" || "uploads" in query) && isRead;
    const bytes = gathered(response.body, patience, isPage ? largestPage : largestAnswer);
    if (isPage) {
      const page = await readPage(bytes);
      if (Buffer.isBuffer(page)) {
        response.body = Readable.from([page]);
      } else {
        listings.set(response, page);
        response.body = Readable.from([Buffer.from(page.rest)]);
      }
    } else {
      response.body = Readable.from(bytes, { objectMode: false });
    }
    return result;
  };
}

/** A page in two parts; whole where it is one of uploads, or it is written in another way than S3 writes it. */
async function readPage(chunks: AsyncIterable<Uint8Array>): Promise<ListingAnswer | Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  const answer = readListingAnswer(bytes);
  const forSdk = answer?.rest ?? bytes.toString();
  checkMarks(forSdk);
  checkDoubtful(forSdk);
  return answer ?? bytes;
}

function checkMarks(xml: string): void {
  let count = 0;
  let last = 0;
  for (let at = xml.indexOf("<"); at !== -1; at = xml.indexOf("<", at + 1)) {
    checkLength(at - last);
    last = at;
    count++;
  }
  checkLength(xml.length - last);
  for (let at = xml.indexOf("&"); at !== -1; at = xml.indexOf("&", at + 1)) count++;
  if (count > maxMarks) throw new BadAnswer(`the answer has more than ${maxMarks} tags and entities`);
}

function checkLength(length: number): void {
  if (length > maxTextLength) throw new BadAnswer(`the answer has a text of more than ${maxTextLength} characters`);
}

/** Throws where the SDK would read an end of the listing, or an empty file, that would be skipped, of what says neither. */
function checkDoubtful(xml: string): void {
  for (const [, text = ""] of xml.matchAll(truncations)) {
    if (!/^(?:true|false)$/i.test(text)) throw new BadAnswer("the listing does not say whether it is complete");
  }
  for (const [, text = ""] of xml.matchAll(sizes)) {
    if (/^(?:\s|&#\w+;)*$/.test(text)) throw new BadAnswer("the listing has an entry with an empty size");
  }
}

const truncations = /<IsTruncated(?:[\s/][^<>]*)?>([^<]*)/g;
const sizes = /<Size(?:[\s/][^<>]*)?>([^<]*)/g;

async function* gathered(stream: Readable, patience: Patience, largest: number): AsyncGenerator<Uint8Array> {
  const body = watchStream(stream, patience);
  let size = 0;
  try {
    for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
      size += chunk.length;
      if (size > largest) throw new BadAnswer(`the answer is larger than ${largest} bytes`);
      yield chunk;
    }
  } finally {
    body.close();
  }
}
