/** A text of a pool: the bytes of the pool from `from` on. */
export interface PooledText {
  readonly from: number;
  readonly length: number;
}

/** JSON text that is known before the first row: the names of a record are most of its bytes. */
export class TextPool {
  #bytes = new Uint8Array(1024);
  #used = 0;

  /** A pool that begins with the bytes of another, whose texts keep their places. */
  static from(bytes: Uint8Array): TextPool {
    const pool = new TextPool();
    if (bytes.length > pool.#bytes.length) pool.#grow(bytes.length);
    pool.#bytes.set(bytes);
    pool.#used = bytes.length;
    return pool;
  }

  add(text: string): PooledText {
    const encoded = Buffer.from(text);
    const from = this.#used;
    if (from + encoded.length + 16 > this.#bytes.length) this.#grow(from + encoded.length + 16);
    this.#bytes.set(encoded, from);
    this.#used = Math.ceil((from + encoded.length) / 16) * 16;
    return { from, length: encoded.length };
  }

  /** The bytes of all texts. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#used);
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(2 * needed);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
