import { code } from "#kernel/encode";
import type { RowBatch } from "../rows/row-batch.ts";
import { isAmbiguous, stepSize } from "../../kernel/encode-codes.ts";
import * as word from "../../kernel/encode-state.ts";
import { behind, instantiate, type Kernel, moduleOf } from "../kernel/kernel.ts";
import type { Layout } from "./layout.ts";
import { laneSize, type Memory } from "./memory.ts";
import { lineOf, type Progress } from "./progress.ts";
import type { Window } from "./windows.ts";

/** Bytes of rows that are encoded at once, and how many fields they may have: as much as a usual batch has. */
const sourceSize = 256 * 1024;
const mostFields = 64 * 1024;

/** Bytes behind a text that the kernel reads whatever they are. */
const slack = 64;

interface Exports {
  setLineNumber(value: number): void;
  encode(): number;
}

let module: WebAssembly.Module | null = null;

/**
 * The encoder's kernel, and the memory in which it has a layout, some rows and two windows. It writes
 * values that are in a plain form; what else a row holds, its caller writes in its place.
 */
export class EncodeKernel {
  /** All of its memory, in which its numbers are positions. */
  readonly memory: Memory;
  /** What it shares with its user; see kernel/encode-state.ts. */
  readonly state: Int32Array;
  /** Where two windows begin. */
  readonly windows: readonly [number, number];
  readonly #kernel: Kernel<Exports>;
  readonly #layoutSize: number;
  readonly #texts: number;
  readonly #source: number;
  readonly #starts: number;
  readonly #ends: number;
  readonly #rows: number;
  #layout: Layout | null = null;
  #batch: RowBatch | null = null;
  /** The rows of the batch that are in memory: from this one on, and up to that. */
  #from = 0;
  #to = 0;

  /** With windows of so many bytes, for layouts of so many. */
  constructor(windowSize: number, layoutSize: number) {
    module ??= moduleOf(code);
    const listSize = 4 * (mostFields + 1);
    this.#kernel = instantiate(module, layoutSize + sourceSize + 2 * slack + 3 * listSize + 2 * windowSize, word.size);
    const { state, bytes, view, freeFrom } = this.#kernel;
    this.memory = { bytes, view };
    this.state = state;
    this.#layoutSize = layoutSize;
    this.#texts = freeFrom;
    this.#source = behind(this.#texts, layoutSize + slack);
    this.#starts = behind(this.#source, sourceSize + slack);
    this.#ends = behind(this.#starts, listSize);
    this.#rows = behind(this.#ends, listSize);
    const first = behind(this.#rows, listSize);
    const second = behind(first, windowSize);
    this.windows = [first, second];
  }

  /** The row of the batch at which it is. */
  get row(): number {
    return this.#from + this.state[word.row]!;
  }

  holds(layout: Layout): boolean {
    return sizeOf(layout) <= this.#layoutSize;
  }

  /**
   * Gets ready to write the lines of a batch into a window, from the next row on. False where the row is too large.
   */
  begin(batch: RowBatch, layout: Layout, progress: Progress, { end }: Window): boolean {
    const { row, used } = progress;
    const { state } = this;
    if (layout !== this.#layout) this.#takeLayout(layout);
    if (batch !== this.#batch || row < this.#from || row >= this.#to) this.#takeRows(batch, row);
    state[word.row] = row - this.#from;
    state[word.stage] = 0;
    state[word.used] = used;
    state[word.windowEnd] = end;
    this.#kernel.exports.setLineNumber(lineOf(progress));
    return row < this.#to;
  }

  /** Goes on, and returns why it came back: one of the reasons in kernel/encode-codes.ts. */
  encode(): number {
    return this.#kernel.exports.encode();
  }

  /** Tells, once each, the fields whose dates were read with the month first although nothing says so. */
  *takeAmbiguous(): Generator<number> {
    const { state, words } = this.#kernel;
    state[word.hasAmbiguous] = 0;
    const size = stepSize / words.BYTES_PER_ELEMENT;
    const known = state[word.steps]! / words.BYTES_PER_ELEMENT + size - 1;
    for (let field = 0; field < state[word.stepCount]!; field++) {
      if ((words[known + size * field]! & isAmbiguous) === 0) continue;
      words[known + size * field]! &= ~isAmbiguous;
      yield field;
    }
  }

  #takeLayout(layout: Layout): void {
    const { state, bytes, words } = this.#kernel;
    const { lanes, steps, slots } = layout;
    bytes.set(new Uint8Array(lanes.buffer, lanes.byteOffset, lanes.byteLength), this.#texts);
    const table = behind(this.#texts, lanes.byteLength);
    words.set(steps, table / 4);
    // Of each step the second word is a place.
    for (let step = 0; step < slots.length; step++) words[table / 4 + 4 * step + 1]! += this.#texts;
    state[word.steps] = table;
    state[word.stepCount] = slots.length;
    state[word.keyedWidth] = layout.keyedWidth;
    state[word.nullLengths] = layout.nullLengths;
    state.set(layout.nullStarts, word.nullStarts);
    state[word.hasExtras] = Number(layout.extras.length > 0);
    state[word.hasLineNumber] = Number(layout.hasLineNumber);
    state[word.fixedSize] = layout.fixedSize;
    state[word.readsOtherDates] = Number(layout.readsOtherDates);
    state[word.head] = this.#texts + layout.head.from * laneSize;
    state[word.headLength] = layout.head.length;
    state[word.origin] = this.#texts + layout.origin.from * laneSize;
    state[word.originLength] = layout.origin.length;
    state[word.foot] = this.#texts + layout.foot.from * laneSize;
    state[word.footLength] = layout.foot.length;
    this.#layout = layout;
  }

  /** Takes as many rows as there is room for, which may be none. */
  #takeRows(batch: RowBatch, row: number): void {
    const { starts, ends, rows } = batch;
    const first = rows[row]!;
    let last = batch.count;
    while (last > row && !hasRoomFor(batch, row, last)) last = row + ((last - row) >> 1);
    const behindLast = rows[last]!;
    const begin = starts[first] ?? 0;
    const { state, bytes, words } = this.#kernel;
    bytes.set(batch.bytes.subarray(begin, behindLast > first ? ends[behindLast - 1] : begin), this.#source);
    words.set(starts.subarray(first, behindLast), this.#starts / 4);
    words.set(ends.subarray(first, behindLast), this.#ends / 4);
    words.set(rows.subarray(row, last + 1), this.#rows / 4);
    state[word.source] = this.#source - begin;
    state[word.starts] = this.#starts - 4 * first;
    state[word.ends] = this.#ends - 4 * first;
    state[word.rows] = this.#rows;
    state[word.rowCount] = last - row;
    this.#batch = batch;
    this.#from = row;
    this.#to = last;
  }
}

/** Bytes of what the kernel must know of a layout. */
export function sizeOf({ lanes, steps }: Layout): number {
  return lanes.byteLength + steps.byteLength + slack;
}

function hasRoomFor({ starts, ends, rows }: RowBatch, row: number, last: number): boolean {
  const first = rows[row]!;
  const fields = rows[last]! - first;
  if (last - row > mostFields) return false;
  return fields === 0 || (fields <= mostFields && ends[first + fields - 1]! - starts[first]! <= sourceSize);
}
