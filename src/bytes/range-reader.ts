import { callbackify } from "node:util";
import { RandomAccessReader } from "yauzl";
import { reuploadAdvice, type Fail } from "./fail.ts";
import { type ByteSource, smallObject } from "../format/byte-source.ts";
import { noteChunk } from "./spent-chunks.ts";

/** What is fetched at least: the directory of most archives, or all of a small one, comes with one request. */
const windowSize = smallObject;

/** Reads an object here and there, and keeps the range that it fetched last. */
export class RangeReader extends RandomAccessReader {
  readonly #source: ByteSource;
  readonly #fail: Fail;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(source: ByteSource, fail: Fail) {
    super();
    this.#source = source;
    this.#fail = fail;
  }

  /** The bytes [start, end) one after the other. Small files that stand side by side come with one request. */
  async *stream(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (end - start > windowSize / 4 && !this.#holds(start, end)) {
      yield* this.#source.read({ from: start, to: end });
    } else {
      await this.#fetch(start, end);
      yield this.#window.subarray(start - this.#windowStart, end - this.#windowStart);
    }
  }

  /** Another reader, which holds the bytes [start, end) whatever this one goes on to read. */
  async holding(start: number, end: number): Promise<RangeReader> {
    await this.#fetch(start, end);
    const reader = new RangeReader(this.#source, this.#fail);
    reader.#window = this.#window;
    reader.#windowStart = this.#windowStart;
    return reader;
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
    if (end > size) throw this.#fail(`it is not a whole zip archive: it points behind its own end; ${reuploadAdvice}`);
    // At the end of the object the window reaches back: the directory stands before the record that is read first.
    const from = Math.max(0, Math.min(start, size - windowSize));
    const to = Math.min(size, Math.max(end, from + windowSize));
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#source.read({ from, to })) chunks.push(chunk);
    this.#window = Buffer.concat(chunks);
    noteChunk(this.#window.length);
    this.#windowStart = from;
    if (!this.#holds(start, end)) throw this.#fail(`it is shorter than it was listed; ${reuploadAdvice}`);
  }

  #holds(start: number, end: number): boolean {
    return start >= this.#windowStart && end <= this.#windowStart + this.#window.length;
  }
}

type Done = (error: Error | null) => void;
