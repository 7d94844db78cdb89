import { NullFields } from "./null-fields.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { Grammar } from "./scan-grammar.ts";
import type { Found } from "./scan-kernel.ts";
import { unquote } from "./scan-unquote.ts";
import type { ScanWindow } from "./scan-window.ts";

/**
 * The fields found so far: those of whole rows, which become a batch, and behind them those of the
 * unfinished row. The arrays are reused from batch to batch.
 */
export class FieldList {
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  /** As in RowBatch. */
  #rows = new Uint32Array(1);
  /** The fields in which quotes or escapes stand inside, or text behind the closing quote. */
  #irregulars = new Uint32Array(0);
  #irregularCount = 0;
  #nulls: NullFields | null = null;
  /** Closing quotes with text behind them, and the row of the first. */
  #brokenQuotes = 0;
  #brokenRow = 0;
  /** Whole rows. */
  rowCount = 0;

  /** Adds what was found in a block. Its first field has the number `first`. */
  add({ starts, ends, rows, irregulars, brokenQuotes, rowsBeforeBroken }: Found, first: number): void {
    if (brokenQuotes > 0 && this.#brokenQuotes === 0) this.#brokenRow = this.rowCount + rowsBeforeBroken;
    this.#brokenQuotes += brokenQuotes;
    this.#makeRoom(first + starts.length);
    this.#starts.set(starts, first);
    this.#ends.set(ends, first);
    this.#rows.set(rows, this.rowCount + 1);
    this.rowCount += rows.length;
    this.#irregulars.set(irregulars, this.#irregularCount);
    this.#irregularCount += irregulars.length;
  }

  /** Adds the last field of a row without a line end. */
  addLast(field: number, start: number, end: number, isIrregular: boolean): void {
    this.#makeRoom(field + 1);
    this.#starts[field] = start;
    this.#ends[field] = end;
    this.#rows[++this.rowCount] = field + 1;
    if (isIrregular) this.#irregulars[this.#irregularCount++] = field;
  }

  #makeRoom(fields: number): void {
    if (this.#starts.length >= fields) return;
    const size = Math.max(fields, 2 * this.#starts.length);
    this.#starts = grown(this.#starts, size);
    this.#ends = grown(this.#ends, size);
    this.#irregulars = grown(this.#irregulars, size);
    this.#rows = grown(this.#rows, size + 1);
  }

  /** The bytes of the unfinished row, whose fields end at `count`, have moved towards the front. */
  shift(by: number, count: number): void {
    for (let field = this.#rows[this.rowCount]!; field < count; field++) {
      this.#starts[field]! -= by;
      this.#ends[field]! -= by;
    }
  }

  /** Forgets the whole rows, and returns how many of the `count` fields are left. */
  forgetRows(count: number): number {
    const fields = this.#rows[this.rowCount]!;
    this.#starts.copyWithin(0, fields, count);
    this.#ends.copyWithin(0, fields, count);
    this.rowCount = 0;
    this.#brokenQuotes = 0;
    let kept = 0;
    for (let index = 0; index < this.#irregularCount; index++) {
      const field = this.#irregulars[index]!;
      if (field >= fields) this.#irregulars[kept++] = field - fields;
    }
    this.#irregularCount = kept;
    return count - fields;
  }

  /** The whole rows. To be asked for once, since it makes raw text bare in its place. */
  toBatch({ bytes, offset }: ScanWindow, lastRowEnd: number, grammar: Grammar): RowBatch {
    const starts = this.#starts;
    const ends = this.#ends;
    const rows = this.#rows;
    const fields = rows[this.rowCount]!;
    const nulls = this.#nullsOf(grammar, fields);
    for (let index = 0; index < this.#irregularCount; index++) {
      const field = this.#irregulars[index]!;
      if (field >= fields) break;
      const start = starts[field]!;
      nulls?.seeWritten(field, bytes, start, ends[field]!);
      if (bytes[start] === grammar.quote) starts[field] = start + 1;
      ends[field] = unquote(bytes, start, ends[field]!, grammar);
    }
    const whole = { bytes, starts, ends, rows, count: this.rowCount, offset, end: offset + lastRowEnd };
    const broken = { count: this.#brokenQuotes, row: this.#brokenRow };
    const batch = broken.count === 0 ? whole : { ...whole, brokenQuotes: broken };
    return nulls === null ? batch : { ...batch, kinds: nulls.see(fields, bytes, starts, ends) };
  }

  #nullsOf({ nulls, quote }: Grammar, fields: number): NullFields | null {
    if (nulls === null) return null;
    this.#nulls ??= new NullFields(nulls, quote);
    this.#nulls.begin(fields);
    return this.#nulls;
  }
}

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(array);
  return larger;
}
