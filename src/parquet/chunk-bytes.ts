import { damaged } from "./damaged.ts";

/** Reads a part of the file; positions are the file's. */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

/** The bytes of one column of a row group, one window after the other, the next already asked for. */
export class ChunkBytes {
  readonly #read: ReadRange;
  readonly #window: number;
  readonly #end: number;
  #bytes: Uint8Array = new Uint8Array();
  /** In `#bytes`, what is not taken yet; and in the file, what was not asked for yet. */
  #at = 0;
  #asked: number;
  #next: Promise<Uint8Array> | null = null;

  constructor(read: ReadRange, from: number, to: number, window: number) {
    this.#read = read;
    this.#asked = from;
    this.#end = to;
    this.#window = window;
    this.#ask();
  }

  /** Bytes that are not taken yet. */
  get left(): number {
    return this.#bytes.length - this.#at + (this.#end - this.#asked) + this.#underWay;
  }

  #underWay = 0;

  /** The next bytes without taking them: so many, or fewer at the end. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#bytes.length - this.#at < count && this.#next !== null) await this.#append(this.#next);
    return this.#bytes.subarray(this.#at, Math.min(this.#at + count, this.#bytes.length));
  }

  /** The next bytes. They stay as they are. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw damaged("a page runs over the end of its column");
    this.#at += count;
    return bytes;
  }

  async #append(next: Promise<Uint8Array>): Promise<void> {
    const fresh = await next;
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    this.#at = 0;
    this.#ask();
  }

  #ask(): void {
    this.#next = null;
    this.#underWay = Math.min(this.#window, this.#end - this.#asked);
    if (this.#underWay === 0) return;
    const from = this.#asked;
    this.#asked += this.#underWay;
    this.#next = this.#read(from, this.#asked);
    // Whoever takes it gets the error; until then it must not count as unhandled.
    this.#next.catch(() => {});
  }
}
