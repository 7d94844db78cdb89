import { EncodeKernel, sizeOf } from "./encode-kernel.ts";
import type { Layout } from "./layout.ts";
import { type Memory, memoryOf } from "./memory.ts";

/** A part of a memory that takes whole lines. */
export interface Window {
  readonly memory: Memory;
  readonly begin: number;
  readonly end: number;
}

/** Bytes of a layout of some hundred columns. */
const usualLayoutSize = 64 * 1024;

/**
 * Two windows, used in turn: lines are encoded into one while the other is still being written
 * out. Made once per run and not per file, because there may be many small files.
 */
export class Windows {
  readonly #size: number;
  #kernel: EncodeKernel | null = null;
  /** For rows that need more than the usual size; kept for the next such row, until one is small again. */
  readonly #large: [Window | null, Window | null] = [null, null];
  #turn: 0 | 1 = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** The kernel whose windows these are. Another layout may need another kernel, and then these are other windows. */
  kernelFor(layout: Layout): EncodeKernel {
    if (this.#kernel?.holds(layout) !== true) {
      this.#kernel = new EncodeKernel(this.#size, Math.max(usualLayoutSize, 2 * sizeOf(layout)));
    }
    return this.#kernel;
  }

  /** The window whose turn it is. */
  take(needed: number): Window {
    const turn = this.#turn;
    this.#turn = turn === 0 ? 1 : 0;
    const kept = this.#large[turn];
    const isUsual = needed <= this.#size;
    if (!isUsual && kept !== null && kept.end >= needed && kept.end <= 4 * needed) return kept;
    this.#large[turn] = isUsual ? null : { memory: memoryOf(new Uint8Array(needed)), begin: 0, end: needed };
    return this.#large[turn] ?? this.#usual().windows[turn];
  }

  #usual(): EncodeKernel {
    this.#kernel ??= new EncodeKernel(this.#size, usualLayoutSize);
    return this.#kernel;
  }
}
