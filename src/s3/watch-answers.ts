import { Readable } from "node:stream";
import { BadAnswer } from "./failure.ts";
import type { Handler } from "./network/handler.ts";
import { type Patience, watchStream } from "./watched-stream.ts";

/** Bytes. A page of a listing with a thousand of the longest keys, each byte of them encoded, has a fifth of it. */
const largestAnswer = 16 * 1024 * 1024;

/**
 * Has the handler break off an answer that stalls, trickles or does not end while the SDK gathers it: pages of a
 * listing, answers of STS, errors. The SDK itself watches the head of an answer only. Bodies of objects, which are
 * read piece by piece, are left to whoever reads them.
 */
export function watchAnswers(handler: Handler, patience: Patience): void {
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const result = await handle(request, options);
    const { response } = result;
    const isObject = request.query?.["x-id"] === "GetObject" && response.statusCode < 300;
    if (!isObject && response.body instanceof Readable) {
      const bytes = gathered(response.body, patience);
      const isListing = request.query?.["list-type"] === "2";
      response.body = Readable.from(isListing ? withSizes(bytes) : bytes, { objectMode: false });
    }
    return result;
  };
}

async function* gathered(stream: Readable, patience: Patience): AsyncGenerator<Uint8Array> {
  const body = watchStream(stream, patience);
  let size = 0;
  try {
    for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
      size += chunk.length;
      if (size > largestAnswer) throw new BadAnswer(`the answer is larger than ${largestAnswer} bytes`);
      yield chunk;
    }
  } finally {
    body.close();
  }
}

/** The SDK reads an empty size as 0: a file would be skipped as an empty one. */
async function* withSizes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const seam = Buffer.concat([tail, bytes.subarray(0, longest)]);
    if (emptySizes.some((size) => bytes.includes(size) || seam.includes(size))) {
      throw new BadAnswer("the listing has an entry with an empty size");
    }
    tail = seam.length > bytes.length ? seam.subarray(-longest) : bytes.subarray(-longest);
    yield chunk;
  }
}

const emptySizes = ["<Size></Size>", "<Size/>", "<Size />"].map((text) => Buffer.from(text));
const longest = 12;
