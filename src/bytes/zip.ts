import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { smallText } from "./at-once.ts";
import { reuploadAdvice, type Fail } from "./fail.ts";
import { Feed } from "./feed.ts";
import type { RangeReader } from "./range-reader.ts";
import { decoderOptions, isOfDecoder, through } from "./through.ts";
import { localHeaderSize, type ZipEntry } from "./zip-directory.ts";

/** The most that stands around a file's packed bytes: local header, name, extra field, data descriptor. */
const maxOverhead = localHeaderSize + 2 * 0xffff + 24;

/** The text of one file of a zip archive, checked against the directory. One ranged read. */
export async function* unzip(
  entry: ZipEntry,
  reader: RangeReader,
  fail: Fail,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (entry.isEncrypted) throw fail("it is encrypted; store it without a password");
  if (entry.method !== 0 && entry.method !== 8) {
    throw fail(`it is compressed by zip method ${entry.method}, which is not supported; compress it with Deflate`);
  }
  const end = Math.min(entry.end, entry.start + maxOverhead + entry.packedSize);
  const feed = new Feed(reader.stream(entry.start, end));
  try {
    await passLocalHeader(feed, entry, fail);
    const packed = new Feed(take(feed, entry.packedSize, fail));
    yield* verified(entry.method === 0 ? packed.rest() : inflate(packed, entry), entry, fail);
    if ((await packed.next()) !== null) throw fail(`its deflate data is damaged: it ends too early; ${reuploadAdvice}`);
    // What is left is short, and a transfer that has come to its end leaves its connection usable.
    while ((await feed.next()) !== null);
  } catch (error) {
    throw isOfDecoder(error) ? fail(`its deflate data is damaged: ${error.message}; ${reuploadAdvice}`, error) : error;
  } finally {
    await feed.close();
  }
}

async function* inflate(packed: Feed, { size }: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
  const small = await smallText(packed, inflateRawSync, () => size);
  if (small !== null) yield small;
  else yield* through(packed, createInflateRaw(decoderOptions));
}

/** Its sizes may be missing there, and its extra field may differ from the directory's. */
async function passLocalHeader(feed: Feed, entry: ZipEntry, fail: Fail): Promise<void> {
  const head = Buffer.from(await feed.head(localHeaderSize));
  if (head.length < localHeaderSize || head.readUInt32LE() !== 0x04034b50) {
    throw fail(`the zip archive is damaged: no file stands where the directory says; ${reuploadAdvice}`);
  }
  const nameLength = head.readUInt16LE(26);
  const length = localHeaderSize + nameLength + head.readUInt16LE(28);
  if (entry.start + length + entry.packedSize > entry.end) {
    throw fail(`the zip archive is damaged: the file runs into the next one; ${reuploadAdvice}`);
  }
  await feed.pass(localHeaderSize);
  const name = await feed.head(nameLength);
  // The only bytes of the directory that nothing else proves, and that tell the format: Python refuses such a file as well.
  if (!entry.nameBytes.equals(name.subarray(0, nameLength))) {
    throw fail(`the zip archive is damaged: the file has another name than its directory says; ${reuploadAdvice}`);
  }
  await feed.pass(length - localHeaderSize);
}

async function* take(feed: Feed, count: number, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
  for (let left = count; left > 0;) {
    const chunk = await feed.next();
    if (chunk === null) throw fail(`the zip archive ends in the middle of the file; ${reuploadAdvice}`);
    if (chunk.length > left) feed.unread(chunk.subarray(left));
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
  }
}

async function* verified(
  text: AsyncIterable<Uint8Array>,
  entry: ZipEntry,
  fail: Fail,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  let sum = 0;
  for await (const chunk of text) {
    size += chunk.length;
    if (size > entry.size) break;
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== entry.size)
    throw fail(`it is damaged: the directory of the zip archive gives it ${entry.size} bytes; ${reuploadAdvice}`);
  if (sum !== entry.crc32) throw fail(`it is damaged: the CRC-32 does not match; ${reuploadAdvice}`);
}
