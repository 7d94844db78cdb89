/** The bytes of the unfinished row, and of all chunks behind it: one reused buffer. */
export class ScanWindow {
  bytes = new Uint8Array(0);
  /** Behind the last byte. */
  end = 0;
  /** What stands before bytes[0] in the reader's input, in bytes. */
  offset = 0;
  readonly #defaultSize: number;

  constructor(defaultSize: number) {
    this.#defaultSize = defaultSize;
  }

  /** Returns by how much the bytes from `keepFrom` on, which are kept, have been moved to the front. */
  append(chunk: Uint8Array, keepFrom: number): number {
    const needed = this.end - keepFrom + chunk.length;
    const isLeftFromGiant = this.bytes.length > 8 * this.#defaultSize && needed <= this.#defaultSize;
    const isFull = this.end + chunk.length > this.bytes.length;
    if (isLeftFromGiant) this.#move(this.#defaultSize, keepFrom);
    // At least twice as large, or a giant record would be copied for every chunk of it.
    else if (isFull) this.#move(needed > this.bytes.length ? Math.max(needed, 2 * this.bytes.length) : 0, keepFrom);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return isLeftFromGiant || isFull ? keepFrom : 0;
  }

  /** To the front, of a new buffer if a size is given. */
  #move(size: number, keepFrom: number): void {
    const kept = this.bytes.subarray(keepFrom, this.end);
    if (size > 0) this.bytes = new Uint8Array(size);
    this.bytes.set(kept);
    this.offset += keepFrom;
    this.end -= keepFrom;
  }
}
