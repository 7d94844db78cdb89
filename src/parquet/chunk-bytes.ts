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
    if (this.#bytes.length - this.#at < count && this.#next !== null) await this.#gather(count);
    return this.#bytes.subarray(this.#at, Math.min(this.#at + count, this.#bytes.length));
  }

  /** The next bytes. They stay as they are. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw damaged("a page runs over the end of its column");
    this.#at += count;
    if (this.#bytes.length - this.#at <= count / 4) this.#forget();
    return bytes;
  }

  /** Keeps a copy of the little that is not taken yet: what is taken would stay for as long as the next is not asked for. */
  #forget(): void {
    this.#bytes = Uint8Array.from(this.#bytes.subarray(this.#at));
    this.#at = 0;
  }

  /** Joins the windows of so many bytes at once: one after the other, the first would be copied with each. */
  async #gather(count: number): Promise<void> {
    const rest = this.#bytes.subarray(this.#at);
    const windows: Uint8Array[] = rest.length === 0 ? [] : [rest];
    for (let length = rest.length; length < count && this.#next !== null;) {
      const fresh: Uint8Array = await this.#next;
      this.#ask();
      windows.push(fresh);
      length += fresh.length;
    }
    const [only] = windows;
    this.#bytes = windows.length === 1 && only !== undefined ? only : Buffer.concat(windows);
    this.#at = 0;
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
