import { callbackify } from "node:util";
import { RandomAccessReader } from "yauzl";
import type { ByteSource } from "./source.ts";

/** What is fetched at least: the directory of most archives, or all of a small one, comes with one request. */
const windowSize = 256 * 1024;

/** Reads an object here and there, and keeps the range that it fetched last. */
export class RangeReader extends RandomAccessReader {
  readonly #source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  /** The bytes [start, end) one after the other: one request, or none when they were fetched already. */
  stream(start: number, end: number): AsyncIterable<Uint8Array> {
    return this.#holds(start, end) ? this.#held(start, end) : this.#source.read({ from: start, to: end });
  }

  /** What yauzl calls to read the directory. */
  override read(buffer: Buffer, offset: number, length: number, position: number, done: Done): void {
    const end = position + length;
    callbackify(async () => {
      await this.#fetch(position, end);
      this.#window.copy(buffer, offset, position - this.#windowStart, end - this.#windowStart);
    })(done);
  }

  async #fetch(start: number, end: number): Promise<void> {
    if (this.#holds(start, end)) return;
    const size = this.#source.size;
    if (end > size) throw new Error("it points behind its own end");
    // At the end of the object the window reaches back: the directory stands before the record that is read first.
    const from = Math.max(0, Math.min(start, size - windowSize));
    const to = Math.min(size, Math.max(end, from + windowSize));
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#source.read({ from, to })) chunks.push(chunk);
    this.#window = Buffer.concat(chunks);
    this.#windowStart = from;
    if (!this.#holds(start, end)) throw new Error("it is shorter than it was listed");
  }

  #holds(start: number, end: number): boolean {
    return start >= this.#windowStart && end <= this.#windowStart + this.#window.length;
  }

  async *#held(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    yield this.#window.subarray(start - this.#windowStart, end - this.#windowStart);
  }
}

type Done = (error: Error | null) => void;
