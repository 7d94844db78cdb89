import { noteChunk } from "./spent-chunks.ts";

/** Bytes that can be looked at before they are taken. Must be closed, by `close` or by iterating over `rest`. */
export class Feed {
  readonly #source: AsyncIterator<Uint8Array>;
  #waiting: Uint8Array[] = [];
  #isClosed = false;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** The next chunk, which is never empty, or null at the end. */
  async next(): Promise<Uint8Array | null> {
    return this.#waiting.shift() ?? this.#receive();
  }

  /** Puts back what was taken too much. */
  unread(chunk: Uint8Array): void {
    this.#waiting.unshift(chunk);
  }

  /** Takes `count` bytes, or as many as there are, and drops them. */
  async pass(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const chunk = await this.next();
      if (chunk === null) return;
      if (chunk.length > left) this.unread(chunk.subarray(left));
      left -= chunk.length;
    }
  }

  /** At least the next `count` bytes, or as many as there are, without taking them. */
  async head(count: number): Promise<Uint8Array> {
    let available = 0;
    for (const chunk of this.#waiting) available += chunk.length;
    while (available < count) {
      const chunk = await this.#receive();
      if (chunk === null) break;
      available += chunk.length;
      this.#waiting.push(chunk);
    }
    const [first] = this.#waiting;
    if (first === undefined) return new Uint8Array();
    if (this.#waiting.length === 1 || first.length >= count) return first;
    const joined = Buffer.concat(this.#waiting);
    this.#waiting = [joined];
    return joined;
  }

  /** All that has not been taken. The source is closed when the iteration ends. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) yield chunk;
    } finally {
      await this.close();
    }
  }

  /** Ends the transfer. Harmless when repeated, and at the end. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#source.return?.();
  }

  async #receive(): Promise<Uint8Array | null> {
    while (!this.#isClosed) {
      const { done, value } = await this.#source.next();
      if (done === true) return null;
      if (value.length === 0) continue;
      noteChunk(value.length);
      return value;
    }
    return null;
  }
}
