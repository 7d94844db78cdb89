import { Decompress } from "fzstd";
import { Checksum } from "./checksum.ts";
import type { Fail } from "./fail.ts";
import type { Feed } from "./feed.ts";
import { reserveWindow } from "./large-window.ts";
import { type Block, type Frame, ZstdFrames } from "./zstd-frames.ts";
import { ZstdEffort } from "./zstd-effort.ts";

/** Bytes of a frame, still packed, that are held to see whether it ends there. */
const held = 1024 * 1024;
/** And its blocks: each takes 300 bytes besides, and may hold no more than one. */
const heldBlocks = 1000;

/**
 * The text of a zstd file: all its frames. Closes the feed in the end. It is decoded in JavaScript, since
 * Node has a decoder from 22.15 on only.
 */
export async function* unzstd(feed: Feed, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
  const frames = new ZstdFrames(feed, fail);
  const effort = new ZstdEffort(fail);
  try {
    for (let frame = await frames.next(); frame !== null; frame = await frames.next()) {
      yield* unpackFrame(frame, frames, effort);
    }
  } finally {
    await feed.close();
  }
}

/** Every frame has a decoder of its own, whose memory is free again behind it. */
async function* unpackFrame(frame: Frame, frames: ZstdFrames, effort: ZstdEffort): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  const checksum = frame.hasChecksum ? new Checksum() : null;
  for await (const block of unpackBlocks(frame, frames, effort)) {
    unpacked += block.length;
    checksum?.add(block);
    yield block;
  }
  if (frame.size !== null && unpacked !== frame.size) throw frames.damage(": the length does not match");
  if (checksum !== null && (await frames.checksum()) !== checksum.sum())
    throw frames.damage(": the checksum does not match");
}

async function* unpackBlocks(frame: Frame, frames: ZstdFrames, effort: ZstdEffort): AsyncGenerator<Uint8Array> {
  const waiting: Block[] = [];
  let decoder: FrameDecoder | null = null;
  let release = (): void => {};
  let bound = 0;
  let size = 0;
  try {
    for await (const block of frames.blocks(frame)) {
      bound += block.most;
      size += block.bytes.length;
      waiting.push(decoder === null ? { ...block, bytes: block.bytes.slice() } : block);
      if (decoder === null) {
        // A frame that turns out to be short needs no window longer than its text: files of many short frames are common.
        if (!block.isLast && bound < frame.window && size < held && waiting.length < heldBlocks) continue;
        const window = block.isLast ? Math.min(frame.window, bound) : frame.window;
        release = await reserveWindow(window);
        decoder = new FrameDecoder(window, effort);
      }
      for (const { bytes, isLast } of waiting.splice(0)) {
        decoder.push(bytes, isLast, frames);
        yield* decoder.take();
      }
    }
  } finally {
    release();
  }
}

/** fzstd, given one frame block by block, under a header of our own. */
class FrameDecoder {
  readonly #unpacked: Uint8Array[] = [];
  readonly #decoder = new Decompress((text) => this.#unpacked.push(text));
  readonly #window: number;
  readonly #effort: ZstdEffort;

  constructor(window: number, effort: ZstdEffort) {
    const log = Math.max(10, Math.ceil(Math.log2(window)));
    this.#window = 2 ** log;
    this.#effort = effort;
    this.#decoder.push(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, (log - 10) << 3), false);
  }

  push(block: Uint8Array, isLast: boolean, frames: ZstdFrames): void {
    this.#effort.count(this.#window, block.length);
    try {
      this.#decoder.push(block, isLast);
    } catch (error) {
      throw frames.damage("", error);
    }
  }

  take(): readonly Uint8Array[] {
    return this.#unpacked.splice(0);
  }
}
