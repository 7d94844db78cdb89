/** UTF-8 text has no byte from here on, so each can stand for a mark. */
const firstPlaceholder = 0xf8;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Ends of lines that may stand at the very end of a text: they are held until it is known whether it goes on. */
const maxLineEnds = 64 * 1024;

interface Mark {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly placeholder: number;
}

/**
 * Puts one byte in the place of each mark of several bytes, in a text that comes in chunks. No two
 * marks may share a character. Where rows end otherwise than lines, a line feed stands for their end, and the ends of lines
 * are marks of their own; one at the very end of the text is none.
 */
export class Placeholders {
  /** The longest first: an end of rows may begin with that of a line. */
  readonly #marks: readonly Mark[];
  /** By byte: 1 where a mark begins with it. */
  readonly #begins = new Uint8Array(256);
  /** By byte, the mark that it stands for. */
  readonly #standsFor: readonly (Mark | undefined)[];
  /** Bytes of the longest mark. */
  readonly #longest: number;
  readonly #dropsLastLineEnd: boolean;
  /** The beginning of a mark, perhaps, at the end of the last chunk. */
  #rest = Buffer.alloc(0);

  constructor(texts: readonly string[], rowDelimiter: string | null) {
    const lineEnds = rowDelimiter === null ? [] : ["\n", "\r"].filter((text) => text !== rowDelimiter);
    const marks = [...texts, ...lineEnds].map((text, index) => markOf(text, firstPlaceholder + index));
    if (rowDelimiter !== null) marks.push(markOf(rowDelimiter, lineFeed));
    this.#marks = marks.sort((a, b) => b.bytes.length - a.bytes.length);
    for (const { bytes } of marks) this.#begins[bytes[0] ?? 0] = 1;
    this.#standsFor = Array.from({ length: 256 }, (_, byte) => marks.find(({ placeholder }) => placeholder === byte));
    this.#longest = marks[0]?.bytes.length ?? 1;
    this.#dropsLastLineEnd = rowDelimiter !== null && !/[\r\n]$/.test(rowDelimiter);
  }

  /** The character whose code is the byte that stands for a mark; any other text as it is. */
  of(text: string): string {
    const mark = this.#marks.find((mark) => mark.text === text);
    return mark === undefined ? text : String.fromCharCode(mark.placeholder);
  }

  /** How many bytes a byte stands for. */
  widthOf(byte: number): number {
    return this.#standsFor[byte]?.bytes.length ?? 1;
  }

  /** Whether a text has a byte that stands for a mark. */
  isIn(bytes: Uint8Array, from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.#standsFor[bytes[at] ?? 0] !== undefined) return true;
    return false;
  }

  /** A text with the marks themselves. */
  restore(text: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const mark = this.#standsFor[text[at] ?? 0];
      if (mark === undefined) continue;
      parts.push(text.subarray(from, at), mark.bytes);
      from = at + 1;
    }
    return Buffer.concat([...parts, text.subarray(from)]);
  }

  /** What is certain of the text so far and was not given out before. */
  replace(chunk: Uint8Array, isLast: boolean): Uint8Array {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = this.#endOf(bytes, isLast);
    const begins = this.#begins;
    let read = 0;
    let written = 0;
    while (read < end) {
      const byte = bytes[read] ?? 0;
      const mark = begins[byte] === 1 ? this.#markAt(bytes, read) : null;
      bytes[written++] = mark === null ? byte : mark.placeholder;
      read += mark === null ? 1 : mark.bytes.length;
    }
    this.#rest = Buffer.from(bytes.subarray(read));
    return bytes.subarray(0, written);
  }

  #endOf(bytes: Uint8Array, isLast: boolean): number {
    const certain = isLast ? bytes.length : bytes.length - this.#longest + 1;
    if (!this.#dropsLastLineEnd) return certain;
    const least = Math.max(0, bytes.length - maxLineEnds);
    let end = bytes.length;
    while (end > least && (bytes[end - 1] === lineFeed || bytes[end - 1] === carriageReturn)) end--;
    // So many of them are text.
    return Math.min(certain, end === least && least > 0 ? bytes.length : end);
  }

  #markAt(text: Uint8Array, at: number): Mark | null {
    for (const mark of this.#marks) {
      const { bytes } = mark;
      let same = 1;
      while (same < bytes.length && bytes[same] === text[at + same]) same++;
      if (same === bytes.length && bytes[0] === text[at]) return mark;
    }
    return null;
  }
}

function markOf(text: string, placeholder: number): Mark {
  return { text, bytes: Buffer.from(text), placeholder };
}
