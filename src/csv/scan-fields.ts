import type { RowBatch } from "./rows.ts";
import type { Grammar } from "./scan-grammar.ts";
import { unquote } from "./scan-unquote.ts";
import type { ScanWindow } from "./scan-window.ts";

/**
 * The fields found so far: those of whole rows, which become a batch, and behind them those of the
 * unfinished row. The arrays are reused from batch to batch.
 */
export class FieldList {
  starts = new Uint32Array(0);
  ends = new Uint32Array(0);
  /** As in RowBatch. */
  rows = new Uint32Array(1);
  /** The fields in which quotes or escapes stand inside, or text behind the closing quote. */
  irregulars = new Uint32Array(0);
  /** How many the arrays hold. */
  fieldCount = 0;
  rowCount = 0;
  irregularCount = 0;

  get unfinishedCount(): number {
    return this.fieldCount - this.rows[this.rowCount]!;
  }

  makeRoom(fields: number): void {
    const needed = this.fieldCount + fields;
    if (this.starts.length >= needed) return;
    const size = Math.max(needed, 2 * this.starts.length);
    this.starts = grown(this.starts, size);
    this.ends = grown(this.ends, size);
    this.irregulars = grown(this.irregulars, size);
    this.rows = grown(this.rows, size + 1);
  }

  /** The bytes of the unfinished row have moved towards the front. */
  shift(by: number): void {
    for (let field = this.rows[this.rowCount]!; field < this.fieldCount; field++) {
      this.starts[field]! -= by;
      this.ends[field]! -= by;
    }
  }

  /** Forgets the whole rows. */
  forgetRows(): void {
    const fields = this.rows[this.rowCount]!;
    this.starts.copyWithin(0, fields, this.fieldCount);
    this.ends.copyWithin(0, fields, this.fieldCount);
    let kept = 0;
    for (let index = 0; index < this.irregularCount; index++) {
      const field = this.irregulars[index]!;
      if (field >= fields) this.irregulars[kept++] = field - fields;
    }
    this.irregularCount = kept;
    this.fieldCount -= fields;
    this.rowCount = 0;
  }

  /** The whole rows. To be asked for once, since it makes raw text bare in its place. */
  toBatch({ bytes, offset }: ScanWindow, lastRowEnd: number, grammar: Grammar): RowBatch {
    const { starts, ends, rows, rowCount } = this;
    const fields = rows[rowCount]!;
    for (let index = 0; index < this.irregularCount; index++) {
      const field = this.irregulars[index]!;
      if (field >= fields) break;
      const start = starts[field]!;
      if (bytes[start] === grammar.quote) starts[field] = start + 1;
      ends[field] = unquote(bytes, start, ends[field]!, grammar);
    }
    return { bytes, starts, ends, rows, count: rowCount, offset, end: offset + lastRowEnd };
  }
}

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(array);
  return larger;
}
