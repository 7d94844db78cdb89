import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults.ts";

/** The bytes the client is to get. */
export async function* damagedBody(
  upstream: AsyncIterable<Buffer>,
  fault: Fault | undefined,
  rewritten: Buffer | undefined,
): AsyncGenerator<Buffer> {
  if (rewritten !== undefined) yield rewritten;
  else if (fault?.kind === "ignore-range") yield Buffer.from(fault.whole);
  else if (fault?.kind === "short-length") yield* firstBytes(upstream, fault.bytes);
  else if (fault?.kind === "no-length") yield* firstBytes(upstream, fault.after ?? Number.POSITIVE_INFINITY);
  else if (fault?.kind === "flip") yield* withFlippedBit(upstream, fault.at);
  else if (fault?.kind === "pace") yield* paced(upstream, fault.bytesPerSecond);
  else yield* upstream;
  if (fault?.kind === "extra" && fault.declared) yield Buffer.alloc(fault.bytes, "x");
}

/** The same pieces, with a seam at the offset. */
export async function* splitAt(pieces: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of pieces) {
    const seam = offset - at;
    at += piece.length;
    if (seam > 0 && seam < piece.length) {
      yield piece.subarray(0, seam);
      yield piece.subarray(seam);
    } else yield piece;
  }
}

/** All of a body as text. */
export async function readText(pieces: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

async function* firstBytes(pieces: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}

async function* withFlippedBit(pieces: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of pieces) {
    const byte = piece[offset - at];
    if (byte !== undefined) piece[offset - at] = byte ^ 1;
    at += piece.length;
    yield piece;
  }
}

// Twenty pieces a second, so that a slow body is slow and not a series of stalls.
async function* paced(pieces: AsyncIterable<Buffer>, bytesPerSecond: number): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.floor(bytesPerSecond / 20));
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += size) {
      const part = piece.subarray(at, at + size);
      yield part;
      await sleep((part.length / bytesPerSecond) * 1000);
    }
  }
}
