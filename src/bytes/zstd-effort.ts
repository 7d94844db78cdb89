import type { Fail } from "./fail.ts";

/** Bytes moved that are nobody's business: some seconds of work. */
const free = 48 * 1024 ** 3;
/** Bytes moved for each byte of the file. A block packed as well as `max_expansion` allows comes near to it in the largest window. */
const limit = 256 * 1024;

/** The decoder moves its whole window for every block: a large window over tiny blocks would take days. */
export class ZstdEffort {
  readonly #fail: Fail;
  #moved = 0;
  #stored = 0;

  constructor(fail: Fail) {
    this.#fail = fail;
  }

  /** A block of so many bytes is to be unpacked; throws when that would be no end of work. */
  count(window: number, stored: number): void {
    this.#moved += window;
    this.#stored += stored;
    if (this.#moved > free + limit * this.#stored) {
      throw this.#fail(
        "its zstd data is in blocks so small, under a window so large, that decompressing it would take days; " +
          "compress it without flushing after every row",
      );
    }
  }
}
