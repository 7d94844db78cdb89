import { jsonKinds } from "../rows/json-kinds.ts";

/** What takes the fields of a row. */
export interface FieldSink {
  add(column: number, kind: number, start: number, end: number): void;
}

/** Whole rows: their fields as in NamedBatch, and for each row the number of the field behind it. */
export interface FoundRows {
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly kinds: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
}

/** The fields of the rows at hand, in arrays that grow as they must. */
export class JsonFields implements FieldSink {
  starts = new Uint32Array(1024);
  ends = new Uint32Array(1024);
  columns = new Uint32Array(1024);
  kinds = new Uint8Array(1024);
  rows = new Uint32Array(256);
  /** Fields in use, those of an unfinished row included. */
  count = 0;
  rowCount = 0;
  /** For each column the last field that is one of its values. */
  #latest = new Int32Array(64).fill(-1);

  clear(): void {
    this.count = 0;
    this.rowCount = 0;
    this.#latest.fill(-1);
  }

  /** Adds a field to the row. Of two values under one key the later one counts, as everywhere in JSON. */
  add(column: number, kind: number, start: number, end: number): void {
    if (column >= this.#latest.length) this.#latest = widened(this.#latest, new Int32Array(2 * column + 2).fill(-1));
    let field = this.#latest[column]!;
    if (field < this.rows[this.rowCount]!) {
      field = this.#addField();
      this.#latest[column] = field;
    }
    this.columns[field] = column;
    this.kinds[field] = kind;
    this.starts[field] = start;
    this.ends[field] = end;
  }

  /** Adds whole rows behind those at hand, of which none is unfinished. */
  append({ starts, ends, columns, kinds, rows }: FoundRows): void {
    const first = this.count;
    this.count += starts.length;
    while (this.count > this.starts.length) this.#grow();
    this.starts.set(starts, first);
    this.ends.set(ends, first);
    this.columns.set(columns, first);
    this.kinds.set(kinds, first);
    while (this.rowCount + rows.length >= this.rows.length)
      this.rows = widened(this.rows, new Uint32Array(2 * this.rows.length));
    for (let row = 0; row < rows.length; row++) this.rows[++this.rowCount] = first + rows[row]!;
  }

  /** Makes the row one field, which is its whole line, and ends it. `reason` is a number for the reader of it. */
  breakRow(reason: number, start: number, end: number): void {
    const first = this.rows[this.rowCount]!;
    for (let field = first; field < this.count; field++) this.#latest[this.columns[field]!] = -1;
    this.count = first;
    const field = this.#addField();
    this.columns[field] = reason;
    this.kinds[field] = jsonKinds.broken;
    this.starts[field] = start;
    this.ends[field] = end;
    this.endRow();
  }

  /** Ends the row; one without fields is none. */
  endRow(): void {
    if (this.count === this.rows[this.rowCount]!) return;
    this.rowCount++;
    if (this.rowCount === this.rows.length) this.rows = widened(this.rows, new Uint32Array(2 * this.rowCount));
    this.rows[this.rowCount] = this.count;
  }

  #addField(): number {
    const field = this.count++;
    if (field === this.starts.length) this.#grow();
    return field;
  }

  #grow(): void {
    const size = 2 * this.starts.length;
    this.starts = widened(this.starts, new Uint32Array(size));
    this.ends = widened(this.ends, new Uint32Array(size));
    this.columns = widened(this.columns, new Uint32Array(size));
    this.kinds = widened(this.kinds, new Uint8Array(size));
  }
}

function widened<T extends Uint8Array | Uint32Array | Int32Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}
