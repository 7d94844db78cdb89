import { jsonKinds } from "../rows/json-kinds.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { TapError } from "../errors.ts";
import { TextOut } from "./write-text.ts";
import { invalidField, notUtf8 } from "./valid-texts.ts";
import type { RowWriter } from "./write-shape.ts";

/** Bytes of a batch, from which it is given out; one row more may be behind them. As many as the encoder takes at once. */
const defaultSize = 192 * 1024;
const maxFieldCount = 48 * 1024;
/** A buffer that one large row has made is not kept. */
const largestKept = 8 * 1024 * 1024;

/** Puts the values of columns together to rows. */
export class BatchWriter {
  readonly #keys: readonly string[];
  readonly #maxRecordSize: number;
  readonly #columns: Uint32Array;
  #out = new TextOut();
  #starts: Uint32Array;
  #ends: Uint32Array;
  #kinds: Uint8Array;
  #rows: Uint32Array;
  /** Rows at hand. */
  count = 0;

  /** For rows of some columns, by their numbers among all of the file, which has so many rows. */
  constructor(keys: readonly string[], columns: readonly number[], rowsOfFile: number, maxRecordSize: number) {
    this.#keys = keys;
    this.#maxRecordSize = maxRecordSize;
    const width = columns.length;
    const rows = Math.max(1, Math.min(rowsOfFile, Math.floor(maxFieldCount / Math.max(1, width))));
    this.#columns = new Uint32Array(rows * width);
    for (let row = 0; row < rows; row++) this.#columns.set(columns, row * width);
    this.#starts = new Uint32Array(rows * width);
    this.#ends = new Uint32Array(rows * width);
    this.#kinds = new Uint8Array(rows * width);
    this.#rows = Uint32Array.from({ length: rows + 1 }, (_, row) => row * width);
  }

  get isFull(): boolean {
    return this.#out.at >= defaultSize || this.count === this.#rows.length - 1;
  }

  /** Writes a row, which is that of `line`. */
  add(writers: readonly RowWriter[], line: number): void {
    const out = this.#out;
    const begin = out.at;
    let field = this.#rows[this.count]!;
    for (const write of writers) {
      this.#starts[field] = out.at;
      const kind = write(out);
      this.#kinds[field] = kind;
      if (kind === jsonKinds.null) {
        // What was written of a nested column, and what stands for null as it does in JSON Lines.
        out.at = this.#starts[field]!;
        out.ascii("null");
      }
      this.#ends[field] = out.at;
      field++;
    }
    if (out.at - begin > this.#maxRecordSize) throw tooLarge(line, this.#maxRecordSize);
    this.count++;
  }

  /** Gives out the rows, of which the first is that of `line`. Valid until the next row is written. */
  take(line: number): NamedBatch {
    const batch = {
      bytes: this.#out.bytes,
      starts: this.#starts,
      ends: this.#ends,
      rows: this.#rows,
      columns: this.#columns,
      kinds: this.#kinds,
      keys: this.#keys,
      reasons: [],
      count: this.count,
      offset: null,
      end: 0,
    };
    const fields = this.#rows[this.count]!;
    const invalid = invalidField(batch, fields);
    if (invalid >= 0) throw notUtf8(line + Math.floor((invalid * this.count) / fields));
    this.count = 0;
    if (this.#out.bytes.length > largestKept) this.#out = new TextOut();
    this.#out.at = 0;
    return batch;
  }
}

function tooLarge(line: number, limit: number): TapError {
  const why = `The record at line ${line} cannot be read: it is larger than ${limit} bytes; raise "max_record_size"`;
  return new TapError("data", why, { place: { line } });
}
