import { Decompress } from "fzstd";
import { anew, type Fail } from "./fail.ts";
import type { Feed } from "./feed.ts";

/** Four bytes may stand for a block of 128 KiB, and all blocks of a piece are held at once: 32 MiB at most. */
const pieceSize = 1024;

/** What RFC 8878 (3.1.1.1.2) has every decoder refuse or allow for: the memory that a frame asks for. */
const maxWindow = 128 * 1024 * 1024;

/**
 * The text of a zstd file: all its frames. Closes the feed in the end. It is decoded in JavaScript, since
 * Node has a decoder from 22.15 on only, and up to Node 22 that one takes a cut file for a whole one.
 * Checksums of the text, where a file has them, are not verified.
 */
export async function* unzstd(feed: Feed, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
  const blocks: Uint8Array[] = [];
  const decoder = new Decompress((block) => blocks.push(block));
  const push = (piece: Uint8Array, isLast: boolean): void => {
    try {
      decoder.push(piece, isLast);
    } catch (error) {
      throw fail(`${isLast ? "it ends in the middle of its zstd data" : "its zstd data is damaged"}; ${anew}`, error);
    }
  };
  try {
    refuseForeign(await feed.head(6), fail);
    for (let chunk = await feed.next(); chunk !== null; chunk = await feed.next()) {
      for (let at = 0; at < chunk.length; at += pieceSize) {
        push(chunk.subarray(at, at + pieceSize), false);
        yield* blocks.splice(0);
      }
    }
    push(new Uint8Array(), true);
    yield* blocks.splice(0);
  } finally {
    await feed.close();
  }
}

/** Refuses what the first frame's header asks for and cannot be given: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 */
function refuseForeign(head: Uint8Array, fail: Fail): void {
  const flags = head[4] ?? 0;
  if ((flags & 0b11) !== 0) throw fail("it was packed with a zstd dictionary, which is not supported; pack it without");
  const isSingleSegment = (flags & 0b100000) !== 0;
  const window = isSingleSegment ? 0 : 2 ** (10 + ((head[5] ?? 0) >> 3));
  if (window > maxWindow)
    throw fail('it was packed with zstd "--long" windows over 128 MiB, which are not supported; pack it without');
}
