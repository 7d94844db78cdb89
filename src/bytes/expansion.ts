import type { Fail } from "./fail.ts";
import type { ByteSource, ByteRange } from "../format/byte-source.ts";

/** Small files may expand as they like: the limit is there to stop a file that would never end. */
const freeBytes = 100 * 1024 * 1024;

/** Holds one object's bytes as stored against what they are unpacked to, over all files inside it. */
export class Expansion {
  readonly #limit: number;
  #stored = 0;
  #unpacked = 0;

  /** How many times its size the object may expand to, after its first 100 MiB. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The source, with its bytes counted. */
  counted(source: ByteSource): ByteSource {
    return { size: source.size, read: (range) => this.#count(source, range) };
  }

  /** Unpacked bytes as they are, until there are too many. */
  async *limited(bytes: AsyncIterable<Uint8Array>, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of bytes) {
      this.#unpacked += chunk.length;
      if (this.#unpacked > freeBytes && this.#unpacked > this.#limit * this.#stored) {
        throw fail(`it expands to more than ${this.#limit} times its size; set "max_expansion" if that is intended`);
      }
      yield chunk;
    }
  }

  async *#count(source: ByteSource, range?: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of source.read(range)) {
      this.#stored += chunk.length;
      yield chunk;
    }
  }
}
