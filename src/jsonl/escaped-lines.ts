/** Copies the lines that reading changes: those with escapes, of which there are few, so that they are searched for ahead. */
export class EscapedLines {
  readonly #bytes: Buffer;
  #next = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A copy of the line, or null where it has no escape. Lines come in their order. */
  copy(start: number, end: number): Uint8Array | null {
    if (this.#next >= 0 && this.#next < start) this.#next = this.#bytes.indexOf(backslash, start);
    const isIn = this.#next >= start && this.#next < end;
    return isIn ? Buffer.from(this.#bytes.subarray(start, end)) : null;
  }
}

const backslash = 0x5c;
