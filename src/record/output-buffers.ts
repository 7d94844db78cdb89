import { EncodeKernel, sizeOf } from "./encode-kernel.ts";
import type { Layout } from "./layout.ts";
import type { OutputBuffer } from "./output-buffer.ts";

/** Bytes of a layout of some hundred columns. */
const defaultLayoutSize = 64 * 1024;

/** How many windows of the usual size the kernel has room for in one of its own, for rows that need more. */
const spare = 8;

/**
 * Two windows, used in turn: lines are encoded into one while the other is still being written
 * out. Made once per run and not per file, because there may be many small files.
 */
export class OutputBuffers {
  readonly #size: number;
  #kernel: EncodeKernel | null = null;
  /** For rows that even the kernel has no room for; kept for the next such row, until one is smaller. */
  readonly #large: [Uint8Array | null, Uint8Array | null] = [null, null];
  #turn: 0 | 1 = 0;

  /** `size` in bytes is how much is gathered where one row does not need more. */
  constructor(size: number) {
    this.#size = size;
  }

  /** The kernel whose windows these are. Another layout may need another kernel, and then these are other windows. */
  kernelFor(layout: Layout): EncodeKernel {
    if (this.#kernel?.holds(layout) !== true) this.#kernel = this.#newKernel(2 * sizeOf(layout));
    return this.#kernel;
  }

  /** The window whose turn it is, with room for at least so many bytes. */
  take(needed: number): OutputBuffer {
    const turn = this.#turn;
    this.#turn = turn === 0 ? 1 : 0;
    if (needed > spare * this.#size) return this.#largeWindow(turn, needed);
    this.#large[turn] = null;
    this.#kernel ??= this.#newKernel(0);
    const begin = this.#kernel.windows[turn];
    return { bytes: this.#kernel.bytes, begin, end: begin + Math.max(needed, this.#size) };
  }

  #newKernel(layoutSize: number): EncodeKernel {
    return new EncodeKernel(spare * this.#size, Math.max(defaultLayoutSize, layoutSize));
  }

  #largeWindow(turn: 0 | 1, needed: number): OutputBuffer {
    const kept = this.#large[turn];
    const size = kept?.length ?? 0;
    const bytes = kept !== null && size >= needed && size <= 4 * needed ? kept : new Uint8Array(needed);
    this.#large[turn] = bytes;
    return { bytes, begin: 0, end: bytes.length };
  }
}
