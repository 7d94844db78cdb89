/** A buffer for lines. The view is over the same bytes. */
export interface Window {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/**
 * Two windows, used in turn: lines are encoded into one while the other is still being written
 * out. Made once per run and not per file, because there may be many small files.
 */
export class Windows {
  readonly #size: number;
  #next: Window;
  #last: Window;

  constructor(size: number) {
    this.#size = size;
    this.#next = windowOf(size);
    this.#last = windowOf(size);
  }

  /** The window whose turn it is. It grows when one row needs more than the usual size, and shrinks again after. */
  take(needed: number): Window {
    const { length } = this.#next.bytes;
    const isTooLarge = length > this.#size && length > 4 * needed;
    const window = length < needed || isTooLarge ? windowOf(Math.max(needed, this.#size)) : this.#next;
    this.#next = this.#last;
    this.#last = window;
    return window;
  }
}

function windowOf(size: number): Window {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer) };
}
