/** The fields of the rows at hand, in arrays that grow as they must. */
export class FieldLists {
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  columns = new Uint32Array(256);
  kinds = new Uint8Array(256);
  rows = new Uint32Array(64);
  /** Fields in use, those of an unfinished row included. */
  count = 0;
  rowCount = 0;

  clear(): void {
    this.count = 0;
    this.rowCount = 0;
  }

  /** Makes room for so many fields. */
  reserve(fields: number): void {
    const needed = this.count + fields;
    if (needed <= this.starts.length) return;
    const size = Math.max(needed, 2 * this.starts.length);
    this.starts = widened(this.starts, new Uint32Array(size));
    this.ends = widened(this.ends, new Uint32Array(size));
    this.columns = widened(this.columns, new Uint32Array(size));
    this.kinds = widened(this.kinds, new Uint8Array(size));
  }

  add(column: number, kind: number, start: number, end: number): void {
    const field = this.count++;
    this.columns[field] = column;
    this.kinds[field] = kind;
    this.starts[field] = start;
    this.ends[field] = end;
  }

  endRow(): void {
    this.rowCount++;
    if (this.rowCount === this.rows.length) this.rows = widened(this.rows, new Uint32Array(2 * this.rowCount));
    this.rows[this.rowCount] = this.count;
  }

  dropRow(): void {
    this.count = this.rows[this.rowCount] ?? 0;
  }
}

function widened<T extends Uint8Array | Uint32Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}
