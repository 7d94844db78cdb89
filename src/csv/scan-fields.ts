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
  /** As in RowBatch, but without the number at the end. */
  suspects = new Uint32Array(1);
  /** How many the arrays hold. */
  fieldCount = 0;
  rowCount = 0;
  irregularCount = 0;
  suspectCount = 0;

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
    this.suspects = grown(this.suspects, size + 1);
    this.rows = grown(this.rows, size + 1);
  }

  /** The bytes of the unfinished row have moved towards the front. */
  shift(by: number): void {
    for (let field = this.rows[this.rowCount]!; field < this.fieldCount; field++) {
      this.starts[field]! -= by;
      this.ends[field]! -= by;
    }
  }

  /** Notes that the field at hand is irregular. */
  addIrregular(): void {
    this.irregulars[this.irregularCount++] = this.fieldCount;
    if (this.suspects[this.suspectCount - 1] !== this.fieldCount) this.suspects[this.suspectCount++] = this.fieldCount;
  }

  /** Forgets the whole rows. */
  forgetRows(): void {
    const fields = this.rows[this.rowCount]!;
    this.starts.copyWithin(0, fields, this.fieldCount);
    this.ends.copyWithin(0, fields, this.fieldCount);
    this.irregularCount = forget(fields, this.irregulars, this.irregularCount);
    this.suspectCount = forget(fields, this.suspects, this.suspectCount);
    this.fieldCount -= fields;
    this.rowCount = 0;
  }

  /** The whole rows. To be asked for once, since it makes raw text bare in its place. */
  toBatch({ bytes, offset }: ScanWindow, lastRowEnd: number, grammar: Grammar): RowBatch {
    const { starts, ends, rows, rowCount, suspects } = this;
    const fields = rows[rowCount]!;
    for (let index = 0; index < this.irregularCount; index++) {
      const field = this.irregulars[index]!;
      if (field >= fields) break;
      const start = starts[field]!;
      if (bytes[start] === grammar.quote) starts[field] = start + 1;
      ends[field] = unquote(bytes, start, ends[field]!, grammar);
    }
    suspects[this.suspectCount] = noField;
    return { bytes, starts, ends, rows, suspects, count: rowCount, offset, end: offset + lastRowEnd };
  }
}

/** Above the number of every field. */
const noField = 0x7fffffff;

/** Takes fields off the front of a list, renumbers the others, and returns how many are left. */
function forget(fields: number, list: Uint32Array, count: number): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const field = list[index]!;
    if (field >= fields) list[kept++] = field - fields;
  }
  return kept;
}

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(array);
  return larger;
}
