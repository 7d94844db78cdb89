import { damaged } from "./damaged.ts";

/** Types of Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const thriftTypes = {
  boolTrue: 1,
  boolFalse: 2,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
};

/** Where the value of one field of a struct stands. */
export interface ThriftPlace {
  readonly type: number;
  readonly at: number;
}

/** Nothing in Parquet's metadata is nested as deeply; the reader behind this one recurses. */
const maxLevels = 24;
/** Bytes of a 64-bit integer with seven bits in each. */
const maxIntegerLength = 10;

/**
 * Walks over Thrift structs without building anything, so that the library that builds values from them sees only what
 * is whole, not deep, and no larger than its bytes. Throws TapError where something is not.
 */
export class ThriftWalk {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** The signed integer that stands at a position. */
  static integerAt(bytes: Uint8Array, at: number): number {
    return new ThriftWalk(bytes, at).#zigZag();
  }

  /** The places of the fields of the struct that begins here, by their ids; ends behind the struct. */
  fields(): ReadonlyMap<number, ThriftPlace> {
    const places = new Map<number, ThriftPlace>();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === 0) return places;
      const step = head >> 4;
      if (step === 0) id = this.#zigZag();
      else id += step;
      places.set(id, { type, at: this.at });
      this.#skip(type, 1);
    }
  }

  /** Passes over the struct that begins here. */
  passStruct(): void {
    this.#skip(thriftTypes.struct, 0);
  }

  /** The positions of the structs in the list that begins here. */
  structs(most: number, what: string): readonly number[] {
    const { type, size } = this.#listHead();
    if (type !== thriftTypes.struct && size > 0) throw damaged(`its footer does not list its ${what}`);
    if (size > most) throw damaged(`its footer speaks of ${size} ${what}`);
    return Array.from({ length: size }, () => {
      const { at } = this;
      this.passStruct();
      return at;
    });
  }

  #skip(type: number, level: number): void {
    if (level > maxLevels) throw damaged(`its metadata is nested deeper than ${maxLevels} levels`);
    switch (type) {
      case thriftTypes.boolTrue:
      case thriftTypes.boolFalse:
        return;
      case thriftTypes.i8:
        return this.#pass(1);
      case thriftTypes.i16:
      case thriftTypes.i32:
      case thriftTypes.i64:
        this.#integer();
        return;
      case thriftTypes.double:
        return this.#pass(8);
      case thriftTypes.binary:
        return this.#pass(this.#integer());
      case thriftTypes.list:
        return this.#skipList(level);
      case thriftTypes.struct:
        return this.#skipFields(level);
      default:
        throw damaged(`its metadata has a value of the unknown type ${type}`);
    }
  }

  #skipList(level: number): void {
    const { type, size } = this.#listHead();
    const isBoolean = type === thriftTypes.boolTrue || type === thriftTypes.boolFalse;
    if (isBoolean) return this.#pass(size);
    for (let left = size; left > 0; left--) this.#skip(type, level + 1);
  }

  #skipFields(level: number): void {
    for (;;) {
      const head = this.#byte();
      if ((head & 0x0f) === 0) return;
      if (head >> 4 === 0) this.#integer();
      this.#skip(head & 0x0f, level + 1);
    }
  }

  /** Every element takes a byte at least, so that a list cannot be longer than what is left. */
  #listHead(): { readonly type: number; readonly size: number } {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#integer() : head >> 4;
    if (size > this.#bytes.length - this.at)
      throw damaged("its metadata has a list that is longer than the rest of it");
    return { type: head & 0x0f, size };
  }

  #zigZag(): number {
    const value = this.#integer();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #integer(): number {
    let value = 0;
    for (let index = 0; index < maxIntegerLength; index++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw damaged(`its metadata has an integer of more than ${maxIntegerLength} bytes`);
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw damaged("its metadata ends in the middle");
    return byte;
  }

  #pass(count: number): void {
    if (count > this.#bytes.length - this.at) throw damaged("its metadata ends in the middle");
    this.at += count;
  }
}
