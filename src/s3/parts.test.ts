import fc from "fast-check";
import { expect, test } from "vitest";
import { readParts } from "./parts.ts";
import type { ByteRange } from "./store.ts";

const megabyte = 1024 * 1024;

/** An object whose parts come in chunks, each of them at its own time; knows what is open. */
class Source {
  readonly bytes: Buffer;
  readonly chunkSize: number;
  /** By the beginning of a part: the number of bytes after which it breaks. */
  readonly breaks = new Map<number, number>();
  opened: number[] = [];
  open = 0;
  most = 0;
  #steps = 0;

  constructor(size: number, chunkSize: number) {
    this.bytes = Buffer.alloc(size, "0123456789abcdefghijklmnopqrstuvw\n");
    this.chunkSize = chunkSize;
  }

  async *read({ from, to = this.bytes.length }: ByteRange): AsyncGenerator<Uint8Array> {
    this.opened.push(from);
    this.open++;
    this.most = Math.max(this.most, this.open);
    try {
      for (let at = from; at < to; at += this.chunkSize) {
        if (this.#steps++ % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (at - from >= (this.breaks.get(from) ?? Infinity)) throw new Error(`broken at ${at}`);
        yield this.bytes.subarray(at, Math.min(at + this.chunkSize, to));
      }
    } finally {
      this.open--;
    }
  }
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of bytes) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

test("gives the bytes of any range in their order, however many parts are read at once", async () => {
  const sizes = fc.tuple(fc.integer({ min: 0, max: 3 * megabyte }), fc.integer({ min: 1, max: 3 * megabyte }));
  const numbers = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 50_000, max: 2 * megabyte }));
  await fc.assert(
    fc.asyncProperty(sizes, numbers, async ([from, length], [count, size]) => {
      const source = new Source(from + length, 64 * 1024);
      const range = { from, to: from + length };
      const read = await collect(readParts((part) => source.read(part), range, { count, size }));
      expect(read.error).toBeNull();
      expect(read.bytes.equals(source.bytes.subarray(from))).toBe(true);
      expect(source.most).toBeLessThanOrEqual(count);
      expect(source.open).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test("reads so many parts at once, and no part twice", async () => {
  const source = new Source(20 * megabyte, 64 * 1024);
  await collect(
    readParts((part) => source.read(part), { from: 0, to: 20 * megabyte }, { count: 4, size: 2 * megabyte }),
  );
  expect(source.most).toBe(4);
  expect(source.opened).toEqual(Array.from({ length: 10 }, (_, part) => 2 * part * megabyte));
});

test("asks for no second part while only the beginning is looked at, and ends with its reader", async () => {
  const source = new Source(20 * megabyte, 64 * 1024);
  const options = { count: 4, size: 2 * megabyte };
  for await (const chunk of readParts((part) => source.read(part), { from: 0, to: 20 * megabyte }, options)) {
    expect(chunk.length).toBe(64 * 1024);
    break;
  }
  expect(source.opened).toEqual([0]);
  expect(source.open).toBe(0);
});

test("a part that breaks is told behind all bytes before it, and the others end", async () => {
  const source = new Source(20 * megabyte, 64 * 1024);
  source.breaks.set(4 * megabyte, 128 * 1024);
  const read = await collect(
    readParts((part) => source.read(part), { from: 0, to: 20 * megabyte }, { count: 4, size: 2 * megabyte }),
  );
  expect(String(read.error)).toBe(`Error: broken at ${4 * megabyte + 128 * 1024}`);
  expect(read.bytes.length).toBe(4 * megabyte + 128 * 1024);
  expect(source.open).toBe(0);
});
