import { BrokenAvro } from "./broken-avro.ts";

/** Bytes that may be written behind a position for which room was asked, without asking again. */
const roomOfValue = 64;

/** Text that is written, row after row. Reused from batch to batch; `bytes` is another array when it had to grow. */
export class TextBuffer {
  bytes: Buffer = Buffer.allocUnsafeSlow(firstSize);
  view = new DataView(this.bytes.buffer);
  at = 0;
  /** Where the row at hand begins. */
  rowStart = 0;
  readonly #maxRecordSize: number;
  #limit = firstSize - roomOfValue;

  /** Bytes that the text of one row may have at most. */
  constructor(maxRecordSize: number) {
    this.#maxRecordSize = maxRecordSize;
  }

  /** Makes room for so many bytes, and for one more value. */
  reserve(count: number): void {
    if (this.at + count > this.#limit) this.#grow(count);
  }

  endRow(): void {
    if (this.at - this.rowStart > this.#maxRecordSize) throw this.tooLarge();
    this.rowStart = this.at;
  }

  clear(): void {
    this.at = 0;
    this.rowStart = 0;
    if (this.bytes.length > 8 * defaultSize) this.#resize(defaultSize);
  }

  tooLarge(): BrokenAvro {
    return new BrokenAvro(`it is larger than ${this.#maxRecordSize} bytes`, 'raise "max_record_size"');
  }

  #grow(count: number): void {
    const needed = this.at + count;
    if (needed - this.rowStart > this.#maxRecordSize) throw this.tooLarge();
    this.#resize(Math.max(needed, 2 * this.bytes.length) + roomOfValue);
  }

  #resize(size: number): void {
    const bytes = Buffer.allocUnsafeSlow(size);
    bytes.set(this.bytes.subarray(0, this.at));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
    this.#limit = size - roomOfValue;
  }
}

/** There may be tens of thousands of files of a few rows. */
const firstSize = 4 * 1024;
/** Most batches fit: their rows are given out before. */
const defaultSize = 512 * 1024;
