import { isUtf8 } from "node:buffer";
import { createGunzip, gunzipSync } from "node:zlib";
import { smallText } from "./at-once.ts";
import { reuploadAdvice, type Fail } from "./fail.ts";
import type { Feed } from "./feed.ts";
import { decoderOptions, isOfDecoder, through } from "./through.ts";

/** The text of a gzip file: all its members, one after the other. Closes the feed in the end. */
export async function* gunzip(feed: Feed, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const small = await smallText(feed, gunzipSync, lastLength);
    if (small !== null) return yield small;
    // Node takes a zero after a member for the end of everything and would lose what follows.
    do yield* through(feed, createGunzip(decoderOptions));
    while (await hasMemberAfterPadding(feed, fail));
  } catch (error) {
    throw explained(error, fail);
  } finally {
    await feed.close();
  }
}

/** What the file says in its last bytes of the length of its last member, as a rule the only one (RFC 1952, 2.3.1). */
function lastLength(packed: Uint8Array): number {
  return packed.length < 4 ? 0 : Buffer.from(packed.buffer, packed.byteOffset).readUInt32LE(packed.length - 4);
}

async function hasMemberAfterPadding(feed: Feed, fail: Fail): Promise<boolean> {
  for (let chunk = await feed.next(); chunk !== null; chunk = await feed.next()) {
    const start = chunk.findIndex((byte) => byte !== 0);
    if (start === -1) continue;
    if (chunk[start] !== 0x1f) throw fail(reasons.Z_TRAILING);
    feed.unread(chunk.subarray(start));
    return true;
  }
  return false;
}

const reasons = {
  Z_TRAILING: `other bytes follow its gzip data; ${reuploadAdvice}`,
  Z_TRUNCATED: `it ends in the middle of its gzip data, so it was probably not written or uploaded to its end; ${reuploadAdvice}`,
  Z_CRC: `its gzip data is damaged: the CRC-32 does not match; ${reuploadAdvice}`,
  Z_LENGTH: `its gzip data is damaged: the length does not match; ${reuploadAdvice}`,
};

// The messages are zlib's own, and part of its interface in all but name: https://github.com/madler/zlib/blob/develop/inflate.c
const byMessage: Readonly<Record<string, string>> = {
  "unexpected end of file": reasons.Z_TRUNCATED,
  "incorrect header check": reasons.Z_TRAILING,
  "incorrect data check": reasons.Z_CRC,
  "incorrect length check": reasons.Z_LENGTH,
};

function explained(error: unknown, fail: Fail): unknown {
  if (!isOfDecoder(error)) return error;
  return fail(byMessage[error.message] ?? `its gzip data is damaged: ${error.message}; ${reuploadAdvice}`, error);
}

/**
 * The name in the header of a gzip file (RFC 1952, 2.3), or null when there is none. Most programs write it
 * in the encoding of their system, so it is read as UTF-8 where it can be, else as Latin-1.
 */
export async function storedName(feed: Feed): Promise<string | null> {
  const flags = (await feed.head(10))[3] ?? 0;
  if ((flags & 0x08) === 0) return null;
  let start = 10;
  if ((flags & 0x04) !== 0) {
    const header = await feed.head(12);
    start += 2 + (header[10] ?? 0) + (header[11] ?? 0) * 256;
  }
  // Longer than any file system's names; a header without an end must not be gathered without end.
  const header = await feed.head(start + 4096);
  const end = header.indexOf(0, start);
  if (end <= start) return null;
  const name = Buffer.from(header.subarray(start, end));
  return name.toString(isUtf8(name) ? "utf8" : "latin1");
}
