import { TextDecoder } from "node:util";
import { TapError } from "../errors.ts";
import type { Feed } from "./feed.ts";
import { decodeUtf32 } from "./utf32.ts";

/** Text in any encoding but UTF-8, as UTF-8. `start` is the offset of the feed's next byte, for the error. */
export async function* decode(
  feed: Feed,
  encoding: string,
  onInvalid: "fail" | "replace",
  start: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (encoding === "utf-32le" || encoding === "utf-32be") {
    yield* decodeUtf32(feed, encoding === "utf-32le", onInvalid, start);
    return;
  }
  const decoder = decoderFor(encoding, onInvalid === "fail");
  let previous: Uint8Array = new Uint8Array();
  let offset = start;
  for (let chunk = await feed.next(); chunk !== null; chunk = await feed.next()) {
    const text = decodeChunk(decoder, chunk, true);
    if (text === null) throw invalid(offset - previous.length + firstInvalid(encoding, previous, chunk), encoding);
    if (text !== "") yield Buffer.from(text);
    offset += chunk.length;
    previous = chunk;
  }
  const rest = decodeChunk(decoder, new Uint8Array(), false);
  if (rest === null) throw invalid(offset, encoding);
  if (rest !== "") yield Buffer.from(rest);
}

function decoderFor(encoding: string, isFatal: boolean): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: isFatal, ignoreBOM: true });
  } catch (cause) {
    throw new TapError(
      "usage",
      `The encoding "${encoding}" is not known; use a label of the WHATWG Encoding Standard`,
      {
        cause,
      },
    );
  }
}

function decodeChunk(decoder: TextDecoder, chunk: Uint8Array, isMoreToCome: boolean): string | null {
  try {
    return decoder.decode(chunk, { stream: isMoreToCome });
  } catch {
    return null;
  }
}

/**
 * Where in `previous` and `chunk`, taken together, the first bytes end that are no text. A decoder does not
 * tell, so they are decoded again byte by byte until it puts a replacement; beginning with the chunk before,
 * because a character may have been cut.
 */
function firstInvalid(encoding: string, previous: Uint8Array, chunk: Uint8Array): number {
  const decoder = decoderFor(encoding, false);
  decoder.decode(previous, { stream: true });
  const at = chunk.findIndex((_, index) =>
    decoder.decode(chunk.subarray(index, index + 1), { stream: true }).includes("\ufffd"),
  );
  return previous.length + Math.max(at, 0);
}

function invalid(offset: number, encoding: string): TapError {
  return new TapError(
    "data",
    `The bytes up to offset ${offset} are not valid ${encoding}; set "encoding" to the encoding of the file`,
  );
}
