import { jsonKinds } from "../rows/json-kinds.ts";
import { damaged } from "./damaged.ts";
import type { LeafType } from "./leaf-type.ts";
import type { Octets, RawValues } from "./raw-values.ts";
import type { TextOut } from "./write-text.ts";
import { longOf, pythonFloat, writeDecimal, writeLong, writeWhole } from "./write-numbers.ts";
import { DateWriter, MomentWriter, type TimeForm, writeTime } from "./write-times.ts";

/** Writes the value of a number as text, and returns its kind as JSON Lines have it. */
export type ValueWriter = (index: number, out: TextOut) => number;

/** How values are written that may be written in two ways. */
export interface Forms {
  /** Dates with a time. */
  readonly moments: TimeForm;
  /** Times of day. */
  readonly times: TimeForm;
  /** Floats as this tap writes numbers, or as Python does, from which text is made where the catalog is of the reference tap. */
  readonly floats: "json" | "python";
}

/** As this tap writes them. */
export const ownForms: Forms = { moments: "iso", times: "iso", floats: "json" };

/** What writes the values of a page as their type means them. */
export function valueWriter(type: LeafType, raw: RawValues, forms: Forms): ValueWriter {
  switch (type.kind) {
    case "boolean":
      return booleanWriter(raw);
    case "integer":
      return integerWriter(raw, type.isSigned);
    case "number":
      return floatWriter(raw, forms);
    case "float16":
      return halfWriter(raw, forms);
    case "decimal":
      return decimalWriter(raw, type.scale);
    case "text":
      return textWriter(octetsOf(raw));
    case "uuid":
      return uuidWriter(octetsOf(raw));
    case "binary":
      return binaryWriter(octetsOf(raw));
    case "date":
      return dateWriter(raw);
    case "time":
      return timeWriter(raw, type.perSecond, forms);
    case "timestamp":
      return momentWriter(raw, new MomentWriter(type.perSecond, type.isUtc, forms.moments));
    case "nothing":
      return () => jsonKinds.null;
  }
}

function booleanWriter(raw: RawValues): ValueWriter {
  const numbers = smallOf(raw);
  return (index, out) => {
    out.ascii(numbers[index] === 0 ? "false" : "true");
    return jsonKinds.boolean;
  };
}

function integerWriter(raw: RawValues, isSigned: boolean): ValueWriter {
  if (raw.kind === "long") {
    const { halves } = raw;
    return (index, out) => {
      writeLong(halves[2 * index]!, halves[2 * index + 1]!, isSigned, out);
      return jsonKinds.number;
    };
  }
  const numbers = smallOf(raw);
  return (index, out) => {
    writeWhole(isSigned ? numbers[index]! : numbers[index]! >>> 0, out);
    return jsonKinds.number;
  };
}

function floatWriter(raw: RawValues, forms: Forms): ValueWriter {
  if (raw.kind !== "float") throw mismatch();
  const { numbers } = raw;
  return (index, out) => writeFloat(numbers[index]!, forms, out);
}

/** What no number of JSON can be is written as text, so that it does not fit a column of numbers, and is kept. */
function writeFloat(value: number, { floats }: Forms, out: TextOut): number {
  out.ascii(floats === "python" ? pythonFloat(value) : Object.is(value, -0) ? "-0" : String(value));
  return Number.isFinite(value) ? jsonKinds.number : jsonKinds.text;
}

/** https://en.wikipedia.org/wiki/Half-precision_floating-point_format */
function halfWriter(raw: RawValues, forms: Forms): ValueWriter {
  const { bytes, starts } = octetsOf(raw);
  return (index, out) => {
    const bits = bytes[starts[index]!]! | (bytes[starts[index]! + 1]! << 8);
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    const isSpecial = exponent === 0x1f;
    const special = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    const ordinary = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
    return writeFloat(isSpecial ? special : sign * ordinary, forms, out);
  };
}

function decimalWriter(raw: RawValues, scale: number): ValueWriter {
  if (raw.kind === "octets") {
    return (index, out) => {
      writeDecimal(bigEndian(raw, index), scale, out);
      return jsonKinds.number;
    };
  }
  const isLong = raw.kind === "long";
  const numbers = isLong ? raw.halves : smallOf(raw);
  return (index, out) => {
    const low = isLong ? numbers[2 * index]! : numbers[index]!;
    const high = isLong ? numbers[2 * index + 1]! : low >> 31;
    const isSmall = high >= -0x200000 && high < 0x200000;
    writeDecimal(isSmall ? high * 0x100000000 + (low >>> 0) : longOf(low, high, true), scale, out);
    return jsonKinds.number;
  };
}

/** Two's complement, the most significant byte first. */
function bigEndian({ bytes, starts, ends }: Octets, index: number): bigint {
  const from = starts[index]!;
  const to = ends[index]!;
  if (from === to) return 0n;
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("hex");
  return BigInt.asIntN(8 * (to - from), BigInt(`0x${hex}`));
}

function textWriter({ bytes, starts, ends }: Octets): ValueWriter {
  return (index, out) => {
    out.octets(bytes, starts[index]!, ends[index]!);
    return jsonKinds.text;
  };
}

function binaryWriter({ bytes, starts, ends }: Octets): ValueWriter {
  return (index, out) => {
    const from = starts[index]!;
    out.ascii(Buffer.from(bytes.buffer, bytes.byteOffset + from, ends[index]! - from).toString("base64"));
    return jsonKinds.text;
  };
}

function uuidWriter({ bytes, starts, ends }: Octets): ValueWriter {
  return (index, out) => {
    const from = starts[index]!;
    const hex = Buffer.from(bytes.buffer, bytes.byteOffset + from, ends[index]! - from).toString("hex");
    out.ascii(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(?=.)/, "$1-$2-$3-$4-"));
    return jsonKinds.text;
  };
}

function dateWriter(raw: RawValues): ValueWriter {
  const numbers = smallOf(raw);
  const dates = new DateWriter();
  return (index, out) => {
    dates.write(numbers[index]!, out);
    return jsonKinds.text;
  };
}

function timeWriter(raw: RawValues, perSecond: number, { times }: Forms): ValueWriter {
  const isLong = raw.kind === "long";
  const numbers = isLong ? raw.halves : smallOf(raw);
  return (index, out) => {
    const count = isLong ? numbers[2 * index + 1]! * 0x100000000 + (numbers[2 * index]! >>> 0) : numbers[index]!;
    // Never by a product, which may be more than a double holds: a microsecond would be missing.
    const micros = perSecond > 1e6 ? Math.floor(count / (perSecond / 1e6)) : count * (1e6 / perSecond);
    // A time of day; what is none is kept as the number that it is.
    if (micros < 0 || micros >= 86_400e6) out.ascii(String(count));
    else writeTime(micros, times, out);
    return jsonKinds.text;
  };
}

/** The day 1970-01-01 as INT96 counts them: https://github.com/apache/parquet-format/blob/master/README.md#types, deprecated there. */
const julianEpoch = 2_440_588;

function momentWriter(raw: RawValues, moments: MomentWriter): ValueWriter {
  if (raw.kind === "long") {
    const { halves } = raw;
    return (index, out) => {
      moments.writeLong(halves[2 * index]!, halves[2 * index + 1]!, out);
      return jsonKinds.text;
    };
  }
  const { bytes, starts } = octetsOf(raw);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (index, out) => {
    const at = starts[index]!;
    const nanos = view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x100000000;
    const micros = Math.floor(nanos / 1000);
    const days = Math.floor(micros / 86_400e6);
    moments.write(view.getUint32(at + 8, true) - julianEpoch + days, micros - days * 86_400e6, out);
    return jsonKinds.text;
  };
}

function smallOf(raw: RawValues): Uint8Array | Int32Array {
  if (raw.kind !== "small") throw mismatch();
  return raw.numbers;
}

function octetsOf(raw: RawValues): Octets {
  if (raw.kind !== "octets") throw mismatch();
  return raw;
}

function mismatch(): Error {
  return damaged("a column has values of another type than its schema says");
}
