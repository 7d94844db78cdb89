/** A text of a pool: lanes[from] up to lanes[to], of which the last is padded with zeros; `length` is in bytes. */
export interface PooledText {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Bytes in a lane. Whoever writes a text needs this much room behind it, for the padding. */
export const laneSize = 8;

/**
 * JSON text that is known before the first row, in lanes of eight bytes: storing a lane costs as
 * much as storing a byte, and the names of a record are most of its bytes.
 */
export class TextPool {
  #bytes = new Uint8Array(1024);
  #used = 0;

  add(text: string): PooledText {
    const encoded = Buffer.from(text);
    const from = this.#used;
    const to = from + Math.ceil(encoded.length / laneSize) * laneSize;
    if (to > this.#bytes.length) this.#grow(to);
    this.#bytes.set(encoded, from);
    this.#used = to;
    return { from: from / laneSize, to: to / laneSize, length: encoded.length };
  }

  /**
   * The lanes of all texts as doubles, which V8 moves without boxing them. A NaN could change its
   * bits on the way, but it would need the byte 0xFF, or 0x7F behind a byte from 0xF0: neither
   * occurs in UTF-8.
   */
  lanes(): Float64Array {
    const view = new DataView(this.#bytes.buffer);
    const lanes = new Float64Array(this.#used / laneSize);
    for (let lane = 0; lane < lanes.length; lane++) lanes[lane] = view.getFloat64(lane * laneSize, true);
    return lanes;
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(2 * needed);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Writes a text of the pool at a position, and returns the position behind it. */
export function writeText(text: PooledText, lanes: Float64Array, view: DataView, at: number): number {
  for (let lane = text.from, to = at; lane < text.to; lane++, to += laneSize) view.setFloat64(to, lanes[lane]!, true);
  return at + text.length;
}
