import { code } from "#kernel/encode";
import { isAmbiguous, known, prefixAt, prefixLength, fieldOpSize } from "../../kernel/encode-codes.ts";
import * as word from "../../kernel/encode-state.ts";
import { alignAfter, instantiate, type Kernel, moduleOf } from "../kernel/kernel.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { hasOneWidth, type Layout } from "./layout.ts";
import type { OutputBuffer } from "./output-buffer.ts";

/** Bytes of rows that are encoded at once, and how many fields they may have: as much as a usual batch has. */
const sourceSize = 256 * 1024;
const maxFieldCount = 64 * 1024;

/** Bytes behind a text that the kernel reads whatever they are. */
const slack = 64;

/** Bytes of a long text that are written at once, and behind which there is room for six times as many. */
const pieceSize = 32 * 1024;

/** What the kernel must know of the work on a batch; see work.ts. */
interface Task {
  readonly batch: RowBatch;
  readonly layout: Layout;
  readonly firstLine: number;
  readonly row: number;
  readonly used: number;
}

interface Exports {
  setLineNumber(value: number): void;
  encode(): number;
  writeStringRest(from: number, to: number, at: number): number;
}

let module: WebAssembly.Module | null = null;

/**
 * The encoder's kernel, and the memory in which it has a layout, some rows and two windows. It writes
 * values that are in a plain form; what else a row holds, its caller writes in its place.
 */
export class EncodeKernel {
  /** All of its memory, in which its numbers are positions. */
  readonly bytes: Uint8Array;
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
  readonly #columns: number;
  readonly #kinds: number;
  #layout: Layout | null = null;
  #batch: RowBatch | null = null;
  /** The rows of the batch that are in memory: from this one on, and up to that. */
  #from = 0;
  #to = 0;

  /** With windows of so many bytes, for layouts of so many. */
  constructor(windowSize: number, layoutSize: number) {
    module ??= moduleOf(code);
    const listSize = 4 * (maxFieldCount + 1);
    const size = layoutSize + sourceSize + 2 * slack + 5 * listSize + 2 * windowSize;
    this.#kernel = instantiate(module, size, word.size);
    const { state, bytes, freeFrom } = this.#kernel;
    this.bytes = bytes;
    this.state = state;
    this.#layoutSize = layoutSize;
    this.#texts = freeFrom;
    this.#source = alignAfter(this.#texts, layoutSize + slack);
    this.#starts = alignAfter(this.#source, sourceSize + slack);
    this.#ends = alignAfter(this.#starts, listSize);
    this.#rows = alignAfter(this.#ends, listSize);
    this.#columns = alignAfter(this.#rows, listSize);
    this.#kinds = alignAfter(this.#columns, listSize);
    const first = alignAfter(this.#kinds, listSize);
    const second = alignAfter(first, windowSize);
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
  begin({ batch, layout, firstLine, row, used }: Task, { end }: OutputBuffer): boolean {
    const { state } = this;
    if (layout !== this.#layout) this.#takeLayout(layout);
    if (batch !== this.#batch || row < this.#from || row >= this.#to) this.#takeRows(batch, row);
    state[word.row] = row - this.#from;
    state[word.stage] = 0;
    state[word.used] = used;
    state[word.windowEnd] = end;
    this.#kernel.exports.setLineNumber(firstLine + row);
    return row < this.#to;
  }

  /** Goes on, and returns why it came back: one of the reasons in kernel/encode-codes.ts. */
  encode(): number {
    return this.#kernel.exports.encode();
  }

  /** Writes a text of the batch, which is in memory, as a JSON string; returns the position behind it. */
  writeString(from: number, to: number, at: number): number {
    const source = this.state[word.source]!;
    this.bytes[at] = quote;
    return this.#kernel.exports.writeStringRest(source + from, source + to, at + 1);
  }

  /** The same for a text and an output of any size anywhere, piece by piece. It takes the room of the rows. */
  writeAnyString(text: Uint8Array, out: Uint8Array, at: number): number {
    this.#batch = null;
    const { bytes, exports } = this.#kernel;
    const piece = this.#source + pieceSize + slack;
    out[at++] = quote;
    for (let done = 0; done < text.length; done += pieceSize) {
      const length = Math.min(pieceSize, text.length - done);
      bytes.set(text.subarray(done, done + length), this.#source);
      const end = exports.writeStringRest(this.#source, this.#source + length, piece) - 1;
      out.set(bytes.subarray(piece, end), at);
      at += end - piece;
    }
    out[at] = quote;
    return at + 1;
  }

  /** How many NUL characters were written since it was last asked. */
  takeNuls(): number {
    const { state } = this;
    const count = state[word.nuls]!;
    state[word.nuls] = 0;
    return count;
  }

  /** The columns in which dates were read with the month first although nothing says so, since it was last asked. */
  *takeAmbiguous(): Generator<number> {
    const { state, bytes } = this.#kernel;
    state[word.hasAmbiguous] = 0;
    for (let column = 0; column < state[word.fieldOpCount]!; column++) {
      const at = state[word.fieldOps]! + fieldOpSize * column + known;
      if ((bytes[at]! & isAmbiguous) === 0) continue;
      bytes[at]! &= ~isAmbiguous;
      yield column;
    }
  }

  #takeLayout(layout: Layout): void {
    const { state, bytes, view } = this.#kernel;
    const { pool, fieldOps, slots } = layout;
    bytes.set(pool, this.#texts);
    const table = alignAfter(this.#texts, pool.length);
    bytes.set(fieldOps, table);
    let maxNameLength = 0;
    for (let fieldOp = table; fieldOp < table + fieldOps.length; fieldOp += fieldOpSize) {
      const prefix = fieldOp + prefixAt;
      view.setUint32(prefix, view.getUint32(prefix, true) + this.#texts, true);
      maxNameLength = Math.max(maxNameLength, view.getUint32(fieldOp + prefixLength, true));
    }
    state[word.maxNameLength] = maxNameLength;
    state[word.fieldOps] = table;
    state[word.fieldOpCount] = slots.length;
    state[word.minFields] = layout.minFields;
    state[word.keyCount] = layout.keys.size;
    state[word.nullLengths] = layout.nullLengths;
    state.set(layout.nullStarts, word.nullStarts);
    state[word.hasExtras] = Number(layout.extras.length > 0);
    state[word.hasOneWidth] = Number(hasOneWidth(layout));
    state[word.hasLineNumber] = Number(layout.hasLineNumber);
    state[word.fixedSize] = layout.fixedSize;
    state[word.readsOtherDates] = Number(layout.stream.dateFormat === null);
    state[word.linePrefix] = this.#texts + layout.linePrefix.from;
    state[word.linePrefixLength] = layout.linePrefix.length;
    state[word.sourceColumns] = this.#texts + layout.sourceColumns.from;
    state[word.sourceColumnsLength] = layout.sourceColumns.length;
    state[word.lineSuffix] = this.#texts + layout.lineSuffix.from;
    state[word.lineSuffixLength] = layout.lineSuffix.length;
    this.#layout = layout;
  }

  /** Takes as many rows as there is room for, which may be none. */
  #takeRows(batch: RowBatch, row: number): void {
    const { starts, ends, rows, columns, kinds } = batch;
    const first = rows[row]!;
    let last = batch.count;
    while (last > row && !hasRoomFor(batch, row, last)) last = row + ((last - row) >> 1);
    const behindLast = rows[last]!;
    const [begin, end] = rangeOf(batch, row, last);
    const { state, bytes, words } = this.#kernel;
    bytes.set(batch.bytes.subarray(begin, end), this.#source);
    words.set(starts.subarray(first, behindLast), this.#starts / 4);
    words.set(ends.subarray(first, behindLast), this.#ends / 4);
    words.set(rows.subarray(row, last + 1), this.#rows / 4);
    if (columns !== undefined) words.set(columns.subarray(first, behindLast), this.#columns / 4);
    if (kinds !== undefined) bytes.set(kinds.subarray(first, behindLast), this.#kinds);
    state[word.source] = this.#source - begin;
    state[word.starts] = this.#starts - 4 * first;
    state[word.ends] = this.#ends - 4 * first;
    state[word.rows] = this.#rows;
    state[word.columns] = columns === undefined ? 0 : this.#columns - 4 * first;
    state[word.kinds] = kinds === undefined ? 0 : this.#kinds - first;
    state[word.isNamed] = Number(columns !== undefined);
    state[word.rowCount] = last - row;
    this.#batch = batch;
    this.#from = row;
    this.#to = last;
  }
}

const quote = 0x22;

/** Bytes of what the kernel must know of a layout. */
export function sizeOf({ pool, fieldOps }: Layout): number {
  return pool.length + fieldOps.length + slack;
}

function hasRoomFor(batch: RowBatch, row: number, last: number): boolean {
  if (last - row > maxFieldCount || batch.rows[last]! - batch.rows[row]! > maxFieldCount) return false;
  const [begin, end] = rangeOf(batch, row, last);
  return end - begin <= sourceSize;
}

/** Where the texts of some rows are in the bytes of their batch. */
function rangeOf({ bytes, starts, ends, rows, columns }: RowBatch, row: number, last: number): [number, number] {
  const first = rows[row]!;
  const behindLast = rows[last]!;
  if (behindLast === first) return [0, 0];
  if (columns === undefined) return [starts[first]!, ends[behindLast - 1]!];
  // Fields that bring their columns may stand in any order.
  if (bytes.length <= sourceSize) return [0, bytes.length];
  let [begin, end] = [bytes.length, 0];
  for (let field = first; field < behindLast; field++) {
    begin = Math.min(begin, starts[field]!);
    end = Math.max(end, ends[field]!);
  }
  return [begin, end];
}
