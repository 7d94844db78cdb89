import { compareKeys } from "./key-order.ts";
import type { Listed } from "./version.ts";

/** So many objects are packed together; fewer stay as they are. */
const perChunk = 256;
/** UTF-8 has nothing for it. */
const loneSurrogate = /\p{Surrogate}/u;

/**
 * A list of objects at some hundred bytes each, where one of JavaScript takes three times as many: hundreds of thousands may
 * be due. `revive` makes an object of what the list keeps of it.
 */
export class PackedObjects<T extends Listed> {
  readonly #revive: (listed: Listed) => T;
  readonly #chunks: (PackedChunk | readonly T[])[] = [];
  #rest: T[] = [];

  constructor(revive: (listed: Listed) => T) {
    this.#revive = revive;
  }

  get length(): number {
    return this.#chunks.length * perChunk + this.#rest.length;
  }

  push(object: T): void {
    this.#rest.push(object);
    if (this.#rest.length < perChunk) return;
    const isPackable = this.#rest.every(({ key, etag }) => !loneSurrogate.test(key) && !loneSurrogate.test(etag));
    this.#chunks.push(isPackable ? new PackedChunk(this.#rest) : this.#rest);
    this.#rest = [];
  }

  /** Null behind the last. */
  at(index: number): T | null {
    const chunk = this.#chunkOf(index);
    if (!(chunk instanceof PackedChunk)) return chunk[index % perChunk] ?? null;
    return this.#revive(chunk.at(index % perChunk));
  }

  keyAt(index: number): string {
    const chunk = this.#chunkOf(index);
    const at = index % perChunk;
    return chunk instanceof PackedChunk ? chunk.keyAt(at) : (chunk[at]?.key ?? "");
  }

  sizeAt(index: number): number {
    const chunk = this.#chunkOf(index);
    const at = index % perChunk;
    return (chunk instanceof PackedChunk ? chunk.sizes[at] : chunk[at]?.size) ?? 0;
  }

  /** In milliseconds; Infinity behind the last. */
  stampAt(index: number): number {
    const chunk = this.#chunkOf(index);
    const at = index % perChunk;
    return (chunk instanceof PackedChunk ? chunk.stamps[at] : chunk[at]?.lastModified.getTime()) ?? Infinity;
  }

  /** Compares the keys of two objects as a listing orders them. */
  compareKeysAt(a: number, b: number): number {
    const [one, other] = [this.#chunkOf(a), this.#chunkOf(b)];
    return one instanceof PackedChunk && other instanceof PackedChunk
      ? one.compareKeys(a % perChunk, other, b % perChunk)
      : compareKeys(this.keyAt(a), this.keyAt(b));
  }

  #chunkOf(index: number): PackedChunk | readonly T[] {
    return this.#chunks[Math.floor(index / perChunk)] ?? this.#rest;
  }
}

class PackedChunk {
  readonly sizes: Float64Array;
  readonly stamps: Float64Array;
  /** Key, ETag, key, ETag... in UTF-8. */
  readonly #texts: Buffer;
  /** Where each of them ends. */
  readonly #ends: Uint32Array;

  constructor(objects: readonly Listed[]) {
    this.sizes = Float64Array.from(objects, ({ size }) => size);
    this.stamps = Float64Array.from(objects, ({ lastModified }) => lastModified.getTime());
    const texts = objects.flatMap(({ key, etag }) => [key, etag]);
    this.#texts = Buffer.from(texts.join(""));
    let end = 0;
    this.#ends = Uint32Array.from(texts, (text) => (end += Buffer.byteLength(text)));
  }

  at(index: number): Listed {
    const etag = this.#textAt(2 * index + 1);
    const [size = 0, stamp = 0] = [this.sizes[index], this.stamps[index]];
    return { key: this.keyAt(index), etag, size, lastModified: new Date(stamp) };
  }

  keyAt(index: number): string {
    return this.#textAt(2 * index);
  }

  /** In UTF-8, bytes are ordered as code points are. */
  compareKeys(index: number, other: PackedChunk, otherIndex: number): number {
    const [from, to] = [this.#startOf(2 * index), this.#ends[2 * index]];
    const [otherFrom, otherTo] = [other.#startOf(2 * otherIndex), other.#ends[2 * otherIndex]];
    return this.#texts.compare(other.#texts, otherFrom, otherTo, from, to);
  }

  #textAt(place: number): string {
    return this.#texts.toString("utf8", this.#startOf(place), this.#ends[place]);
  }

  #startOf(place: number): number {
    return place === 0 ? 0 : (this.#ends[place - 1] ?? 0);
  }
}
