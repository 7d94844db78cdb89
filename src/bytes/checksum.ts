import { code } from "#kernel/checksum";
import * as word from "../../kernel/checksum-state.ts";
import { alignAfter, instantiate, type Kernel, moduleOf } from "../kernel/kernel.ts";

interface Exports {
  begin(): void;
  add(text: number, length: number): void;
  sum(): number;
}

/** Bytes that are taken in at once. */
const room = 64 * 1024;

/** The kernel, with which all checksums take turns: each brings what it has come to, and takes it along again. */
let kernel: Kernel<Exports> | null = null;

/** The lower half of the XXH64 of a text, which is what zstd keeps of it: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
export class Checksum {
  readonly #kernel = (kernel ??= instantiate(moduleOf(code), word.stripe + room, word.size));
  readonly #sums: Int32Array;

  constructor() {
    this.#kernel.exports.begin();
    this.#sums = this.#kernel.state.slice();
  }

  add(text: Uint8Array): void {
    const { bytes, exports, freeFrom, state } = this.#kernel;
    const start = alignAfter(freeFrom, word.stripe);
    state.set(this.#sums);
    for (let at = 0; at < text.length; at += room) {
      const piece = text.subarray(at, at + room);
      bytes.set(piece, start);
      exports.add(start, piece.length);
    }
    this.#sums.set(state);
  }

  sum(): number {
    this.#kernel.state.set(this.#sums);
    return this.#kernel.exports.sum() >>> 0;
  }
}
