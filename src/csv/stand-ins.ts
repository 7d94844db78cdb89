/** UTF-8 text has no byte from here on, so each can stand for a mark. */
const firstStandIn = 0xf8;

interface Mark {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly standIn: number;
}

/**
 * Puts one byte in the place of each mark of several bytes, in a text that comes in chunks. No two
 * marks may share a character.
 */
export class Placeholders {
  readonly #marks: readonly Mark[];
  /** By byte: 1 where a mark begins with it. */
  readonly #begins = new Uint8Array(256);
  /** Bytes of the longest mark. */
  readonly #longest: number;
  /** The beginning of a mark, perhaps, at the end of the last chunk. */
  #rest = Buffer.alloc(0);

  constructor(marks: readonly string[]) {
    this.#marks = marks.map((text, index) => ({ text, bytes: Buffer.from(text), standIn: firstStandIn + index }));
    for (const { bytes } of this.#marks) this.#begins[bytes[0] ?? 0] = 1;
    this.#longest = Math.max(...this.#marks.map(({ bytes }) => bytes.length));
  }

  /** The character whose code is the byte that stands for a mark; any other text as it is. */
  of(text: string): string {
    const mark = this.#marks.find((mark) => mark.text === text);
    return mark === undefined ? text : String.fromCharCode(mark.standIn);
  }

  /** How many bytes a byte stands for. */
  widthOf(byte: number): number {
    return byte < firstStandIn ? 1 : (this.#marks[byte - firstStandIn]?.bytes.length ?? 1);
  }

  /** Whether a text has a byte that stands for a mark. */
  isIn(bytes: Uint8Array, from: number, to: number): boolean {
    for (let at = from; at < to; at++) if ((bytes[at] ?? 0) >= firstStandIn) return true;
    return false;
  }

  /** A text with the marks themselves. */
  restore(text: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const byte = text[at] ?? 0;
      const mark = byte < firstStandIn ? undefined : this.#marks[byte - firstStandIn];
      if (mark === undefined) continue;
      parts.push(text.subarray(from, at), mark.bytes);
      from = at + 1;
    }
    return Buffer.concat([...parts, text.subarray(from)]);
  }

  /** What is certain of the text so far and was not given out before. */
  replace(chunk: Uint8Array, isLast: boolean): Uint8Array {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = isLast ? bytes.length : bytes.length - this.#longest + 1;
    const begins = this.#begins;
    let read = 0;
    let written = 0;
    while (read < end) {
      const byte = bytes[read] ?? 0;
      const mark = begins[byte] === 1 ? this.#markAt(bytes, read) : null;
      bytes[written++] = mark === null ? byte : mark.standIn;
      read += mark === null ? 1 : mark.bytes.length;
    }
    this.#rest = Buffer.from(bytes.subarray(read));
    return bytes.subarray(0, written);
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
