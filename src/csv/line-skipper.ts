const lineFeed = 10;
const carriageReturn = 13;

/** Passes over the first lines of a file, whatever is in them: a quote above the header is no quote. */
export class LineSkipper {
  /** Bytes skipped so far. */
  skipped = 0;
  #left: number;
  #isAfterReturn = false;

  constructor(lines: number) {
    this.#left = lines;
  }

  /** What of the chunk is behind the skipped lines. */
  pass(chunk: Uint8Array): Uint8Array {
    let at = 0;
    while (this.#left > 0 && at < chunk.length) {
      const byte = chunk[at];
      // The line feed of a CR LF that two chunks share ends no second line.
      if (byte === carriageReturn || (byte === lineFeed && !this.#isAfterReturn)) this.#left--;
      this.#isAfterReturn = byte === carriageReturn;
      at++;
    }
    // The line feed behind the last skipped line's CR is a blank line to the readers.
    this.skipped += at;
    return chunk.subarray(at);
  }
}
