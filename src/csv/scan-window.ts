import { lineFeed } from "./scan-grammar.ts";

/** Loops run into these bytes instead of looking for the end before every step. */
export const sentinelSize = 3;

/** The sentinel, and what a word of four bytes may reach behind it. */
const slack = sentinelSize + 3;

/**
 * The bytes that are not yet rows: one reused buffer, in which each chunk is copied behind the
 * unfinished rest. Behind the last byte stand a line feed, which stops a loop through plain text, a
 * quote, which stops one through quoted text, and a line feed for the loop that an escape has led
 * past the first.
 */
export class ScanWindow {
  bytes = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  /** The first byte that is not yet part of a row, and the one behind the last. */
  begin = 0;
  end = 0;
  /** What stands before bytes[0] in the reader's input, in bytes. */
  offset = 0;
  readonly #usualSize: number;
  readonly #sentinel: readonly number[];

  constructor(usualSize: number, quote: number) {
    this.#allocate(slack);
    this.#usualSize = usualSize;
    this.#sentinel = [lineFeed, quote < 0 ? lineFeed : quote, lineFeed];
  }

  get length(): number {
    return this.end - this.begin;
  }

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length + slack > this.bytes.length) this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    this.bytes.set(this.#sentinel, this.end);
  }

  #makeRoom(extra: number): void {
    const rest = this.bytes.subarray(this.begin, this.end);
    const needed = rest.length + extra + slack;
    const isTooSmall = needed > this.bytes.length;
    const isLeftFromGiant = this.bytes.length > 8 * this.#usualSize && needed <= 2 * this.#usualSize + slack;
    if (isTooSmall || isLeftFromGiant) {
      // At least twice as large, or a giant record would be copied for every chunk of it.
      this.#allocate(isTooSmall ? Math.max(needed, 2 * this.bytes.length) : 2 * this.#usualSize + slack);
      this.bytes.set(rest);
    } else {
      this.bytes.copyWithin(0, this.begin, this.end);
    }
    this.offset += this.begin;
    this.end -= this.begin;
    this.begin = 0;
  }

  #allocate(size: number): void {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }
}
