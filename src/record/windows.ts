import { type Memory, memoryOf } from "./memory.ts";

/**
 * Two windows, used in turn: lines are encoded into one while the other is still being written
 * out. Made once per run and not per file, because there may be many small files.
 */
export class Windows {
  readonly #size: number;
  #next: Memory;
  #last: Memory;

  constructor(size: number) {
    this.#size = size;
    this.#next = memoryOf(new Uint8Array(size));
    this.#last = memoryOf(new Uint8Array(size));
  }

  /** The window whose turn it is. It grows when one row needs more than the usual size, and shrinks again after. */
  take(needed: number): Memory {
    const { length } = this.#next.bytes;
    const isTooLarge = length > this.#size && length > 4 * needed;
    const window = length < needed || isTooLarge ? memoryOf(new Uint8Array(Math.max(needed, this.#size))) : this.#next;
    this.#next = this.#last;
    this.#last = window;
    return window;
  }
}
