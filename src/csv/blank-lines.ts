import type { Dialect } from "../format/dialect.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Counts the blank lines of a text that passes by: the readers leave them out, but whoever counts
 * rows as Python's `csv` does must know where they stood. Knows doubled quotes only.
 */
export class BlankLines {
  readonly #delimiter: number;
  readonly #quote: number;
  /** By record, the blank lines that stand somewhere before it. */
  readonly #before: number[] = [];
  #blanks = 0;
  #state: "line" | "return" | "field" | "text" | "quoted" | "quote" = "line";

  constructor({ delimiter, quote }: Pick<Dialect, "delimiter" | "quote">) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === "" ? -1 : quote.charCodeAt(0);
  }

  /** The same bytes, counted. */
  async *pass(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      for (const byte of chunk) this.#step(byte);
      yield chunk;
    }
  }

  /** How many blank lines stand before a record, the first of which is 0. It must have passed. */
  before(record: number): number {
    return this.#before[record] ?? this.#blanks;
  }

  #step(byte: number): void {
    if (this.#state === "quoted") {
      if (byte === this.#quote) this.#state = "quote";
    } else if (byte === lineFeed) {
      if (this.#state === "line" || this.#state === "return") this.#blanks++;
      this.#state = "line";
    } else if (this.#state === "line" && byte === carriageReturn) {
      this.#state = "return";
    } else {
      if (this.#state === "line" || this.#state === "return") this.#before.push(this.#blanks);
      const mayOpen = this.#state !== "text";
      if (byte === this.#delimiter) this.#state = "field";
      else this.#state = byte === this.#quote && mayOpen ? "quoted" : "text";
    }
  }
}
