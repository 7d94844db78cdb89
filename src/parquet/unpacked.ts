import { TapError } from "../errors.ts";
import { unsupported } from "./damaged.ts";

/** A file may expand as it likes up to here, as elsewhere. */
const freeBytes = 100 * 1024 * 1024;

/** Holds the pages of a file against what they decompress to, and against the memory that there is for them. */
export class Unpacked {
  readonly #limit: number;
  /** Bytes that may be held at once. */
  readonly memory: number;
  #packed = 0;
  #unpacked = 0;
  #held = 0;

  /** How many times its size the file may expand to, and how many bytes may be held at once. */
  constructor(limit: number, memory: number) {
    this.#limit = limit;
    this.memory = memory;
  }

  /** To be told of each page before it is unpacked: its sizes, and the values that a few bytes of it may stand for. */
  expect(size: number, packed: number, values: number): void {
    this.#packed += packed;
    this.#unpacked += size + values;
    if (this.#unpacked > freeBytes && this.#unpacked > this.#limit * this.#packed) {
      const why = `It expands to more than ${this.#limit} times its size; set "max_expansion" if that is intended`;
      throw new TapError("data", why);
    }
    if (size > this.memory) throw this.#tooLarge(size);
  }

  /** Whether so much can be spent to save time. Where many columns have large dictionaries, all of them have to be held at once. */
  isRoomyFor(bytes: number): boolean {
    return this.#held + bytes <= this.memory / 4;
  }

  hold(bytes: number): void {
    this.#held += bytes;
    if (this.#held > this.memory) throw this.#tooLarge(this.#held);
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  #tooLarge(bytes: number): TapError {
    const needed = Math.ceil(bytes / 2 ** 20);
    return unsupported(
      `Pages of one of its row groups take ${needed} MiB of memory at once, more than ${this.memory / 2 ** 20} MiB`,
      "write it with smaller pages or row groups",
    );
  }
}
