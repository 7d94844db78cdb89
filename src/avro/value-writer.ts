import { jsonKinds } from "../rows/json-kinds.ts";
import type { AvroType } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { type Cursor, readCount, readLong } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { writeBase64, writeUuid } from "./write-bytes.ts";
import { writeDecimal, writePythonDecimal } from "./write-decimal.ts";
import { type FloatStyle, writeAscii, writeDouble, writeInteger } from "./write-number.ts";
import { writeReady, writeString } from "./write-text.ts";
import { clockWriter, dayWriter, momentWriter } from "./time-writer.ts";
import type { TimeStyle } from "./write-time.ts";

/** Reads one value and writes it as a field of a batch; returns its kind, one of `jsonKinds`. There must be room for a value. */
export type ValueWriter = (cursor: Cursor, out: TextBuffer) => number;

/** Reads one value and writes it as JSON. */
export type JsonWriter = (cursor: Cursor, out: TextBuffer) => void;

/** The writers for what stands in objects and arrays. */
export interface InnerWriters {
  of(type: AvroType): JsonWriter;
}

/** How values are written that could be written in several ways. */
export interface Styles {
  /** Days, times and moments are numbers, as they stand in the file. */
  readonly areTimesNumbers: boolean;
  readonly moment: TimeStyle;
  readonly clock: TimeStyle;
  readonly float: FloatStyle;
  /** Numbers as they are, texts as Python prints them, or a text that stands for any of them and for bytes, where only its kind counts. */
  readonly decimal: "number" | "python" | "mark";
}

/** Compiles the writer for all values of one type. Objects and arrays are left to `json`. */
export function valueWriter(type: AvroType, styles: Styles, json: InnerWriters): ValueWriter {
  switch (type.kind) {
    case "null":
      return writeNull;
    case "boolean":
      return writeBoolean;
    case "int":
    case "long":
      return writeLong;
    case "float":
      return (cursor, out) => writeDouble(cursor.view.getFloat32(cursor.take(4), true), styles.float, out);
    case "double":
      return (cursor, out) => writeDouble(cursor.view.getFloat64(cursor.take(8), true), styles.float, out);
    case "string":
      return writeText;
    case "bytes":
      return marked(styles, (cursor, out) => writeBase64(cursor, readCount(cursor), out));
    case "fixed":
      if (type.isUuid) return asText(writeUuid);
      return marked(styles, (cursor, out) => writeBase64(cursor, type.size, out));
    case "decimal":
      return decimalWriter(type, styles);
    case "date":
      return styles.areTimesNumbers ? writeLong : dayWriter;
    case "time":
      return styles.areTimesNumbers ? writeLong : clockWriter(type.unit, styles.clock);
    case "timestamp":
      return styles.areTimesNumbers ? writeLong : momentWriter(type.unit, type.isLocal, styles.moment);
    case "duration":
      return asText(writeDuration);
    case "enum":
      return enumWriter(type.symbols.map((symbol) => Buffer.from(symbol)));
    case "union":
      return unionWriter(type, styles, json);
    case "array":
    case "map":
    case "record": {
      const write = json.of(type);
      return (cursor, out) => {
        write(cursor, out);
        return jsonKinds.json;
      };
    }
  }
}

function asText(write: (cursor: Cursor, out: TextBuffer) => void): ValueWriter {
  return (cursor, out) => {
    write(cursor, out);
    return jsonKinds.text;
  };
}

/** Where only kinds count, a text that is nothing but text. */
function marked({ decimal }: Styles, write: (cursor: Cursor, out: TextBuffer) => void): ValueWriter {
  if (decimal !== "mark") return asText(write);
  return asText((cursor, out) => {
    const { at } = out;
    write(cursor, out);
    out.at = at;
    writeReady(mark, out);
  });
}

const mark = Buffer.from("text");

function writeNull(_: Cursor, out: TextBuffer): number {
  out.view.setInt32(out.at, 0x6e756c6c);
  out.at += 4;
  return jsonKinds.null;
}

const words = [Buffer.from("false"), Buffer.from("true")];

function writeBoolean(cursor: Cursor, out: TextBuffer): number {
  const word = words[cursor.bytes[cursor.take(1)]!];
  if (word === undefined) throw new BrokenAvro("a boolean in it is neither true nor false");
  writeReady(word, out);
  return jsonKinds.boolean;
}

function writeLong(cursor: Cursor, out: TextBuffer): number {
  const value = readLong(cursor);
  if (Number.isNaN(value)) writeAscii(String(cursor.wide), out);
  else writeInteger(value, out);
  return jsonKinds.number;
}

function writeText(cursor: Cursor, out: TextBuffer): number {
  writeString(cursor, out);
  return jsonKinds.text;
}

function decimalWriter({ scale, size }: AvroType & { readonly kind: "decimal" }, styles: Styles): ValueWriter {
  const sizeOf = (cursor: Cursor): number => size ?? readCount(cursor);
  if (styles.decimal !== "number")
    return marked(styles, (cursor, out) => writePythonDecimal(cursor, sizeOf(cursor), scale, out));
  return (cursor, out) => {
    writeDecimal(cursor, sizeOf(cursor), scale, out);
    return jsonKinds.number;
  };
}

/** As ISO 8601 has it: P1M2DT3.004S. */
function writeDuration(cursor: Cursor, out: TextBuffer): void {
  const at = cursor.take(12);
  const { view } = cursor;
  const milliseconds = view.getUint32(at + 8, true);
  const seconds = `${Math.floor(milliseconds / 1000)}.${String(milliseconds % 1000).padStart(3, "0")}`;
  writeAscii(`P${view.getUint32(at, true)}M${view.getUint32(at + 4, true)}DT${seconds}S`, out);
}

function enumWriter(symbols: readonly Uint8Array[]): ValueWriter {
  return (cursor, out) => {
    const symbol = symbols[readLong(cursor)];
    if (symbol === undefined) throw new BrokenAvro("a value in it is none of its enum");
    writeReady(symbol, out);
    return jsonKinds.text;
  };
}

function unionWriter(type: AvroType & { readonly kind: "union" }, styles: Styles, json: InnerWriters): ValueWriter {
  const writers = type.branches.map((branch) => valueWriter(branch, styles, json));
  return (cursor, out) => {
    const write = writers[readLong(cursor)];
    if (write === undefined) throw noBranch();
    return write(cursor, out);
  };
}

export function noBranch(): BrokenAvro {
  return new BrokenAvro("a value in it is of none of the types of its union");
}
