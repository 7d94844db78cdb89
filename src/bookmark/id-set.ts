import { Sketch } from "./sketch.ts";
import { idLength, idOf, type Mark, setMarkFromId } from "./version.ts";

/** Up to so many ids are kept one by one, so that any difference can be told; of more, only a sketch. */
const maxPlainIds = 64;

/**
 * A set of versions of which the state keeps a bounded part: what a table has done at or below its floor. The set that
 * holds all ids tells of each whether it is in it; the other tells only what it lacks and has beside another set.
 */
export class IdSet {
  /** Null once there were too many. */
  #ids: Set<string> | null = new Set();
  readonly #maxPlainIds: number;
  #sketch = new Sketch();
  size = 0;

  constructor(limit = maxPlainIds) {
    this.#maxPlainIds = limit;
  }

  /** The mark must not be in the set. */
  add(mark: Mark): void {
    this.size++;
    this.#sketch.add(mark);
    if (this.#ids === null) return;
    if (this.size > this.#maxPlainIds) this.#ids = null;
    else this.#ids.add(idOf(mark));
  }

  /** The mark must be in the set. */
  delete(mark: Mark): void {
    this.size--;
    this.#sketch.delete(mark);
    this.#ids?.delete(idOf(mark));
  }

  /** The same as `add` and `delete`, by the id that the mark is as text. */
  addId(id: string): void {
    setMarkFromId(scratch, id);
    this.add(scratch);
  }

  deleteId(id: string): void {
    setMarkFromId(scratch, id);
    this.delete(scratch);
  }

  /** Whether the set holds the mark; null where it cannot tell. */
  has(mark: Mark): boolean | null {
    return this.#ids === null ? null : this.#ids.has(idOf(mark));
  }

  /** Whether `has` knows its answer. */
  get isPlain(): boolean {
    return this.#ids !== null;
  }

  /** The marks that another set has and this one has not; null where the two differ in too much. */
  lackingOf(other: IdSet): readonly Mark[] | null {
    return this.#sketch.minus(other.#sketch)?.onlySecond ?? null;
  }

  copy(): IdSet {
    const copy = new IdSet(this.#maxPlainIds);
    copy.#ids = this.#ids === null ? null : new Set(this.#ids);
    copy.#sketch = this.#sketch.copy();
    copy.size = this.size;
    return copy;
  }

  /** For a STATE: the ids, or their number and the sketch in base64. An array, which runners replace as a whole. */
  write(): readonly unknown[] {
    return this.#ids === null ? [this.size, this.#sketch.toBytes().toString("base64")] : [...this.#ids].sort();
  }

  /** What `write` made, or null when it is something else. */
  static read(value: unknown): IdSet | null {
    if (!Array.isArray(value)) return null;
    const set = new IdSet();
    const [size, cells] = value;
    if (typeof size === "number") {
      const sketch = typeof cells === "string" ? Sketch.fromBytes(Buffer.from(cells, "base64")) : null;
      if (sketch === null || !Number.isSafeInteger(size) || size < 0) return null;
      set.#ids = null;
      set.#sketch = sketch;
      set.size = size;
      return set;
    }
    for (const id of new Set<unknown>(value)) {
      if (typeof id !== "string" || !idPattern.test(id)) return null;
      set.addId(id);
    }
    return set;
  }
}

const scratch: Mark = { high: 0, low: 0 };

const idPattern = new RegExp(`^[\\w-]{${idLength}}$`);
