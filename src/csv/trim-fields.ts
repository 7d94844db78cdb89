import type { Dialect } from "../format/dialect.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

/**
 * A text without the blanks around its fields, those between a delimiter and a quote among them; what is in quotes stays.
 * The marks of the dialect are of one byte each. Its lines to be skipped have passed.
 */
export async function* trimFields(
  chunks: AsyncIterable<Uint8Array>,
  dialect: Dialect,
): AsyncGenerator<Uint8Array, void, undefined> {
  const trimmer = new Trimmer(dialect);
  for await (const chunk of chunks) yield trimmer.pass(chunk);
}

/** Where in a row it is: before a field, in a bare one, in quotes, behind the quote that closes, or in a comment. */
type Place = "before" | "bare" | "quoted" | "closed" | "comment";

class Trimmer {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #escape: number;
  readonly #comment: Uint8Array;
  #place: Place = "before";
  #isEscaped = false;
  /** Blanks within a bare field that may be those behind it. */
  readonly #blanks: number[] = [];
  /** Bytes of the row that are those of a comment so far; -1 where the row is none. */
  #commentBytes = -1;

  constructor({ delimiter, quote, escape, comment }: Dialect) {
    this.#delimiter = codeOf(delimiter);
    this.#quote = codeOf(quote);
    this.#escape = escape === quote ? -1 : codeOf(escape);
    this.#comment = Buffer.from(comment);
    this.#begin(true);
  }

  pass(chunk: Uint8Array): Uint8Array {
    const out = new Uint8Array(chunk.length + this.#blanks.length);
    let written = 0;
    for (const byte of chunk) {
      if (!this.#keeps(byte)) continue;
      if (this.#blanks.length > 0) written = this.#putBlanks(byte, out, written);
      out[written++] = byte;
    }
    return out.subarray(0, written);
  }

  /** Whether a byte is kept now; blanks of which only the next byte tells wait. */
  #keeps(byte: number): boolean {
    const isBlank = (byte === space || byte === tab) && byte !== this.#delimiter;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      return true;
    }
    this.#seeComment(byte, isBlank);
    switch (this.#place) {
      case "comment":
        if (isLineEnd(byte)) this.#begin(true);
        return true;
      case "quoted":
        if (byte === this.#escape) this.#isEscaped = true;
        else if (byte === this.#quote) this.#place = "closed";
        return true;
      case "closed":
        // A second quote is one of the text, and text goes on behind a quote as a bare field does.
        if (byte === this.#quote && this.#blanks.length === 0) this.#place = "quoted";
        else if (isBlank) this.#blanks.push(byte);
        else this.#step(byte);
        return !isBlank;
      case "before":
        if (isBlank) return false;
        if (byte === this.#quote) this.#place = "quoted";
        else this.#step(byte);
        return true;
      case "bare":
        if (isBlank) this.#blanks.push(byte);
        else this.#step(byte);
        return !isBlank;
    }
  }

  #step(byte: number): void {
    if (byte === this.#escape) this.#isEscaped = true;
    if (byte === this.#delimiter) this.#begin(false);
    else if (isLineEnd(byte)) this.#begin(true);
    else this.#place = "bare";
  }

  #begin(isRow: boolean): void {
    this.#place = "before";
    this.#commentBytes = isRow && this.#comment.length > 0 ? 0 : -1;
  }

  #seeComment(byte: number, isBlank: boolean): void {
    if (this.#commentBytes < 0 || (isBlank && this.#commentBytes === 0)) return;
    this.#commentBytes = byte === this.#comment[this.#commentBytes] ? this.#commentBytes + 1 : -1;
    if (this.#commentBytes === this.#comment.length) {
      this.#place = "comment";
      this.#commentBytes = -1;
    }
  }

  /** Puts down the blanks that wait, where the byte shows that they are within a field; gives how much is written then. */
  #putBlanks(byte: number, out: Uint8Array, written: number): number {
    let end = written;
    if (byte !== this.#delimiter && !isLineEnd(byte)) for (const blank of this.#blanks) out[end++] = blank;
    this.#blanks.length = 0;
    return end;
  }
}

function isLineEnd(byte: number): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

function codeOf(mark: string): number {
  return mark === "" ? -1 : mark.charCodeAt(0);
}
