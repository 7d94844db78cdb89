import { jsonKinds } from "../rows/json-kinds.ts";
import type { AvroField, AvroType } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { blockCount, type Cursor, readLong } from "./cursor.ts";
import { maxDepth } from "./parse-schema.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { type InnerWriters, type JsonWriter, noBranch, type Styles, valueWriter } from "./value-writer.ts";
import { writeJsonString, writeReady } from "./write-text.ts";

/** The writers for what stands in objects and arrays, one for each type, since a type may hold itself. */
export class JsonWriters implements InnerWriters {
  readonly #styles: Styles;
  readonly #known = new Map<AvroType, JsonWriter>();

  constructor(styles: Styles) {
    this.#styles = styles;
  }

  of(type: AvroType): JsonWriter {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    // Called before it is compiled only if the type holds itself.
    let compiled: JsonWriter | null = null;
    this.#known.set(type, (cursor, out) => compiled?.(cursor, out));
    compiled = this.#compile(type);
    this.#known.set(type, compiled);
    return compiled;
  }

  #compile(type: AvroType): JsonWriter {
    switch (type.kind) {
      case "record":
        return this.#record(type.fields);
      case "array":
        return this.#array(type.items);
      case "map":
        return this.#map(type.values);
      case "union":
        return this.#union(type.branches);
      case "string":
        return writeJsonString;
      case "enum":
        return asJson(valueWriter({ ...type, symbols: type.symbols.map(inner) }, this.#styles, this));
      case "null":
      case "boolean":
      case "int":
      case "long":
        // The same in JSON, where whatever stands before it has made room for it.
        return valueWriter(type, this.#styles, this);
      case "float":
      case "double":
      case "bytes":
      case "fixed":
      case "decimal":
      case "date":
      case "time":
      case "timestamp":
      case "duration":
        return asJson(valueWriter(type, this.#styles, this));
    }
  }

  #record(fields: readonly AvroField[]): JsonWriter {
    const members = fields.map(({ name, type }, index) => ({
      prefix: Buffer.from(`${index === 0 ? "" : ","}${JSON.stringify(name)}:`),
      write: this.of(type),
    }));
    return (cursor, out) => {
      open(cursor, out, openingBrace);
      for (const { prefix, write } of members) {
        writeReady(prefix, out);
        write(cursor, out);
      }
      close(cursor, out, closingBrace);
    };
  }

  #array(items: AvroType): JsonWriter {
    const write = this.of(items);
    return (cursor, out) => {
      open(cursor, out, openingBracket);
      let isFirst = true;
      for (let count = blockCount(cursor); count > 0; count = blockCount(cursor)) {
        for (; count > 0; count--, isFirst = false) {
          if (!isFirst) put(out, comma);
          write(cursor, out);
        }
      }
      close(cursor, out, closingBracket);
    };
  }

  #map(values: AvroType): JsonWriter {
    const write = this.of(values);
    return (cursor, out) => {
      open(cursor, out, openingBrace);
      let isFirst = true;
      for (let count = blockCount(cursor); count > 0; count = blockCount(cursor)) {
        for (; count > 0; count--, isFirst = false) {
          if (!isFirst) put(out, comma);
          writeJsonString(cursor, out);
          put(out, colon);
          write(cursor, out);
        }
      }
      close(cursor, out, closingBrace);
    };
  }

  #union(branches: readonly AvroType[]): JsonWriter {
    const writers = branches.map((branch) => this.of(branch));
    return (cursor, out) => {
      const write = writers[readLong(cursor)];
      if (write === undefined) throw noBranch();
      write(cursor, out);
    };
  }
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/** The text of a value needs no escapes, unless it is a string's. */
function asJson(write: (cursor: Cursor, out: TextBuffer) => number): JsonWriter {
  return (cursor, out) => {
    out.reserve(2);
    const begin = out.at++;
    const kind = write(cursor, out);
    if (kind === jsonKinds.text) {
      out.bytes[begin] = quote;
      out.bytes[out.at++] = quote;
    } else {
      const { bytes } = out;
      out.at--;
      for (let at = begin; at < out.at; at++) bytes[at] = bytes[at + 1]!;
    }
  };
}

/** A text as it stands between the quotes of a JSON string. */
function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function open(cursor: Cursor, out: TextBuffer, byte: number): void {
  if (++cursor.depth > maxDepth) throw new BrokenAvro(`its values are nested more than ${maxDepth} deep`);
  put(out, byte);
}

function close(cursor: Cursor, out: TextBuffer, byte: number): void {
  cursor.depth--;
  put(out, byte);
}

function put(out: TextBuffer, byte: number): void {
  out.reserve(1);
  out.bytes[out.at++] = byte;
}
