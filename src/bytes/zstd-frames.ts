import { reuploadAdvice, type Fail } from "./fail.ts";
import type { Feed } from "./feed.ts";

/** What the header of a frame says: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 */
export interface Frame {
  /** Bytes of unpacked text that a decoder must hold. */
  readonly window: number;
  /** Bytes that the frame decompresses to, where it says so. */
  readonly size: number | null;
  readonly hasChecksum: boolean;
}

/** One block of a frame: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.2 */
export interface Block {
  /** With its header. */
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
  /** The most that it can decompress to, in bytes. */
  readonly most: number;
}

/** Bytes of memory that a frame may ask for; more than what RFC 8878 (3.1.1.1.2) has every decoder allow for. */
const maxWindow = 128 * 1024 * 1024;

/** The most that a block may hold, packed or not. */
const maxBlock = 128 * 1024;

const magic = 0xfd2fb528;

/** Takes a zstd file apart without unpacking it, so that nothing has to be believed that it claims. */
export class ZstdFrames {
  readonly #feed: Feed;
  readonly #fail: Fail;

  constructor(feed: Feed, fail: Fail) {
    this.#feed = feed;
    this.#fail = fail;
  }

  /** The header of the next frame, or null at the end. Frames that hold no text are skipped. */
  async next(): Promise<Frame | null> {
    for (;;) {
      if ((await this.#feed.head(1)).length === 0) return null;
      const start = view(await this.#bytes(4)).getUint32(0, true);
      if (start === magic) return this.#header();
      // "Skippable": https://www.rfc-editor.org/rfc/rfc8878#section-3.1.2
      if (start >>> 4 !== 0x184d2a5) throw this.damage();
      const size = view(await this.#bytes(8)).getUint32(4, true);
      await this.#skip(8 + size);
    }
  }

  /** The blocks of a frame whose header was just read. */
  async *blocks({ window }: Frame): AsyncGenerator<Block> {
    const most = Math.min(window, maxBlock);
    for (let isLast = false; !isLast;) {
      const [first = 0, second = 0, third = 0] = await this.#bytes(3);
      const size = (first | (second << 8) | (third << 16)) >>> 3;
      const type = (first >> 1) & 3;
      isLast = (first & 1) === 1;
      if (type === 3 || size > most) throw this.damage();
      const bytes = await this.#bytes(3 + (type === repeated ? 1 : size));
      yield { bytes, isLast, most: type === packed ? most : size };
      await this.#skip(bytes.length);
    }
  }

  /** What stands behind the blocks of a frame that has a checksum: the lower half of the XXH64 of its text. */
  async checksum(): Promise<number> {
    const sum = view(await this.#bytes(4)).getUint32(0, true);
    await this.#skip(4);
    return sum;
  }

  damage(what = "", cause?: unknown): unknown {
    return this.#fail(`its zstd data is damaged${what}; ${reuploadAdvice}`, cause);
  }

  async #header(): Promise<Frame> {
    const flags = (await this.#bytes(5))[4] ?? 0;
    if ((flags & 0b11) !== 0) {
      throw this.#fail("it was compressed with a zstd dictionary, which is not supported; compress it without");
    }
    if ((flags & 0b1000) !== 0) throw this.damage();
    const isSingleSegment = (flags & 0b100000) !== 0;
    const at = isSingleSegment ? 5 : 6;
    const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
    const bytes = view(await this.#bytes(at + sizeBytes));
    const size = sizeOf(bytes, at, sizeBytes);
    const window = isSingleSegment ? (size ?? 0) : windowOf(bytes.getUint8(5));
    if (window > maxWindow) {
      throw this.#fail(
        'it was compressed with zstd "--long" windows over 128 MiB, or in one piece of that size, which is not supported; ' +
          "compress it without, or by a program that writes as it reads",
      );
    }
    await this.#skip(at + sizeBytes);
    return { window, size, hasChecksum: (flags & 0b100) !== 0 };
  }

  /** The next `count` bytes, without taking them. */
  async #bytes(count: number): Promise<Uint8Array> {
    const bytes = await this.#feed.head(count);
    if (bytes.length < count) throw this.#cut();
    return bytes.subarray(0, count);
  }

  async #skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const chunk = await this.#feed.next();
      if (chunk === null) throw this.#cut();
      if (chunk.length > left) this.#feed.unread(chunk.subarray(left));
      left -= chunk.length;
    }
  }

  #cut(): unknown {
    return this.#fail(`it ends in the middle of its zstd data; ${reuploadAdvice}`);
  }
}

/** Types of a block. */
const [repeated, packed] = [1, 2];

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function sizeOf(bytes: DataView, at: number, count: number): number | null {
  switch (count) {
    case 0:
      return null;
    case 1:
      return bytes.getUint8(at);
    case 2:
      return bytes.getUint16(at, true) + 256;
    case 4:
      return bytes.getUint32(at, true);
    default:
      return Number(bytes.getBigUint64(at, true));
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
