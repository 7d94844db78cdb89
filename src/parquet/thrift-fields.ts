import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";
import { damaged } from "./damaged.ts";
import { ThriftWalk } from "./thrift-walk.ts";

/** A struct of Parquet's metadata, whose fields have numbers: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
export class ThriftFields {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  has(id: number): boolean {
    return this.#at(id) !== undefined;
  }

  /** An integer; an error where there is none. */
  int(id: number): number {
    const value = this.optionalInt(id);
    if (value === null) throw damaged(`its metadata lacks field ${id} of a struct`);
    return value;
  }

  optionalInt(id: number): number | null {
    const value = this.#at(id);
    if (value === undefined) return null;
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isSafeInteger(number))
      throw damaged(`its metadata has no integer in field ${id} of a struct`);
    return number;
  }

  /** A length or a position in the file, which must not be negative. */
  size(id: number): number {
    const value = this.int(id);
    if (value < 0) throw damaged(`its metadata has the negative size ${value}`);
    return value;
  }

  isTrue(id: number): boolean {
    return this.#at(id) === true;
  }

  text(id: number): string {
    const value = this.#at(id);
    if (!(value instanceof Uint8Array)) throw damaged(`its metadata has no text in field ${id} of a struct`);
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString();
  }

  struct(id: number): ThriftFields | null {
    const value = this.#at(id);
    return isStruct(value) ? new ThriftFields(value) : null;
  }

  structs(id: number): readonly ThriftFields[] {
    const value = this.#at(id);
    if (!Array.isArray(value)) throw damaged(`its metadata has no list in field ${id} of a struct`);
    return value.map((each: unknown) => {
      if (!isStruct(each)) throw damaged(`its metadata has another list in field ${id} of a struct`);
      return new ThriftFields(each);
    });
  }

  #at(id: number): unknown {
    return this.#fields[`field_${id}`];
  }
}

/** The struct that begins at `at`, and where it ends. */
export function readStruct(bytes: Uint8Array, at: number): { readonly fields: ThriftFields; readonly end: number } {
  const walk = new ThriftWalk(bytes, at);
  walk.passStruct();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { fields: new ThriftFields(deserializeTCompactProtocol({ view, offset: at })), end: walk.at };
}

function isStruct(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
