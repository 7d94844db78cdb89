import { laneSize, type Memory } from "./memory.ts";

/**
 * A text of a pool: lanes[from] up to lanes[to], of which the last is padded with zeros; `length` is in bytes. There
 * are at least two lanes, which is as long as most texts are, so that two can be copied without asking.
 */
export interface PooledText {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

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
    const to = from + Math.max(fewestLanes, Math.ceil(encoded.length / laneSize)) * laneSize;
    if (to > this.#bytes.length) this.#grow(to);
    this.#bytes.set(encoded, from);
    this.#used = to;
    return { from: from / laneSize, to: to / laneSize, length: encoded.length };
  }

  /** The lanes of all texts. */
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

const fewestLanes = 2;

/** Writes a text of the pool, and returns the position behind it. The last lane needs room behind the text. */
export function writeText(text: PooledText, lanes: Float64Array, { view }: Memory, at: number): number {
  for (let lane = text.from, o = at; lane < text.to; lane++, o += 8) view.setFloat64(o, lanes[lane]!, true);
  return at + text.length;
}
