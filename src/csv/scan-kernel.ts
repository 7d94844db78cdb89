import { code } from "#kernel/scan";
import { padding } from "../../kernel/scan-codes.ts";
import * as word from "../../kernel/scan-state.ts";
import { alignAfter, instantiate, type Kernel, moduleOf } from "../kernel/kernel.ts";
import { maxFields } from "./file-errors.ts";
import type { Grammar } from "./scan-grammar.ts";

/** What was found in one block, valid until the next one is scanned. As in kernel/scan-state.ts. */
export interface Found {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
  readonly irregulars: Int32Array;
  /** How many closing quotes have text behind them, and how many of the block's rows end before the first of them. */
  readonly brokenQuotes: number;
  readonly rowsBeforeBroken: number;
  /** No row has more bytes or more fields than allowed. */
  readonly isWithinLimits: boolean;
}

/** Bytes that are scanned at once. What the kernel reads and writes should stay in the processor's caches. */
export const blockSize = 32 * 1024;

/** Bytes behind a block that the kernel reads whatever they are. */
const slack = 64;

interface Exports {
  begin(block: number): void;
  scan(block: number, from: number, to: number): number;
}

/** The scanner's kernel, with its lists. All scanners of the program take turns with one. */
export class ScanKernel {
  readonly #kernel: Kernel<Exports>;
  /** Bytes behind a block that decide what it means, at most. */
  readonly #maxLookAhead: number;
  readonly #block: number;
  #grammar: Grammar | null = null;

  private constructor(maxLookAhead: number) {
    const listSize = 4 * blockSize;
    const textSize = maxLookAhead + slack;
    this.#kernel = instantiate(moduleOf(code), 4 * listSize + 2 * blockSize + 3 * textSize, word.size);
    this.#maxLookAhead = maxLookAhead;
    const { state, freeFrom } = this.#kernel;
    this.#block = alignAfter(freeFrom, textSize);
    const starts = alignAfter(this.#block, blockSize + textSize);
    const ends = alignAfter(starts, listSize);
    const rows = alignAfter(ends, listSize);
    state[word.comment] = freeFrom;
    state[word.starts] = starts;
    state[word.ends] = ends;
    state[word.rows] = rows;
    const irregulars = alignAfter(rows, listSize);
    state[word.irregulars] = irregulars;
    state[word.draft] = alignAfter(irregulars, listSize);
    state[word.maxFields] = maxFields;
  }

  static #one: ScanKernel | null = null;

  /** The kernel, ready for the grammar until somebody else asks for it. */
  static for(grammar: Grammar): ScanKernel {
    let kernel = ScanKernel.#one;
    if (kernel === null || kernel.#maxLookAhead < grammar.lookAhead) {
      kernel = new ScanKernel(Math.max(grammar.lookAhead, 64));
      ScanKernel.#one = kernel;
    }
    if (kernel.#grammar !== grammar) kernel.#take(grammar);
    return kernel;
  }

  #take(grammar: Grammar): void {
    const { state, bytes, freeFrom } = this.#kernel;
    state[word.delimiter] = grammar.delimiter;
    state[word.quote] = grammar.quote;
    state[word.escape] = grammar.escape;
    state[word.maxRecordSize] = grammar.maxRecordSize;
    state[word.isDoubled] = Number(grammar.isDoubled);
    state[word.keepsIrregulars] = Number(grammar.nulls !== null);
    state[word.commentLength] = grammar.comment.length;
    bytes.set(grammar.comment, freeFrom);
    this.#grammar = grammar;
  }

  /** Decides at the beginning of a text, which ends at `end`, what its first row is. */
  begin(text: Uint8Array, end: number, walk: Int32Array): void {
    const { state, exports } = this.#kernel;
    const start = walk[word.rowStart]!;
    this.#load(text, start, start, end);
    exports.begin(this.#block);
    walk[word.mode] = state[word.mode]!;
  }

  /**
   * Scans the bytes from `from` up to `to`, a block at most, and moves the walk on. Bytes up to `end` may decide what
   * the last ones mean. Fields that are irregular are made bare in their place, but for those that are listed.
   */
  scan(text: Uint8Array, from: number, to: number, end: number, walk: Int32Array): Found {
    const { state, bytes, exports } = this.#kernel;
    this.#load(text, from, to, end);
    const firstField = walk[word.field]!;
    state.set(walk);
    const isWithinLimits = exports.scan(this.#block, from, to) !== 0;
    if (state[word.unquotedCount]! > 0) text.set(bytes.subarray(this.#block, this.#block + to - from), from);
    for (let place = 0; place < walk.length; place++) walk[place] = state[place]!;
    const fields = walk[word.field]! - firstField;
    return {
      starts: this.#list(word.starts, fields),
      ends: this.#list(word.ends, fields),
      rows: this.#list(word.rows, state[word.rowCount]!),
      irregulars: this.#list(word.irregulars, state[word.irregularCount]!),
      brokenQuotes: state[word.brokenQuotes]!,
      rowsBeforeBroken: state[word.rowsBeforeBroken]!,
      isWithinLimits,
    };
  }

  #load(text: Uint8Array, from: number, to: number, end: number): void {
    const { bytes } = this.#kernel;
    const read = Math.min(end, to + this.#maxLookAhead);
    bytes.set(text.subarray(from, read), this.#block);
    const behindText = this.#block + read - from;
    bytes.fill(padding, behindText, this.#block + to - from + this.#maxLookAhead + slack);
  }

  #list(place: number, length: number): Int32Array {
    const { state, words } = this.#kernel;
    const first = state[place]! / words.BYTES_PER_ELEMENT;
    return words.subarray(first, first + length);
  }
}
