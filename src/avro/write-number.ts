import { jsonKinds } from "../rows/json-kinds.ts";
import type { TextBuffer } from "./text-buffer.ts";

const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

/** Writes an integer of up to 53 bits. There must be room, as for everything here. */
export function writeInteger(value: number, out: TextBuffer): void {
  if (value < 0) {
    out.bytes[out.at++] = minus;
    value = -value;
  }
  if (value < billion) return writeDigits(value, digitsOf(value), out);
  const high = Math.floor(value / billion);
  writeDigits(high, digitsOf(high), out);
  writeDigits(value - high * billion, 9, out);
}

const billion = 1e9;

/** Writes an integer that is not negative and below 2^31, with zeros before it up to so many digits. */
export function writeDigits(value: number, count: number, out: TextBuffer): void {
  const { bytes, at } = out;
  for (let digit = at + count - 1; digit >= at; digit--) {
    const rest = (value / 10) | 0;
    bytes[digit] = zero + value - 10 * rest;
    value = rest;
  }
  out.at = at + count;
}

function digitsOf(value: number): number {
  let count = 1;
  for (let bound = 10; value >= bound; bound *= 10) count++;
  return count;
}

/** Writes ASCII text. */
export function writeAscii(text: string, out: TextBuffer): void {
  out.at += out.bytes.write(text, out.at, "latin1");
}

/** How doubles are written: as JSON has them, 5 and 0.00001, or as Python prints them, 5.0 and 1e-05. */
export type FloatStyle = "json" | "python";

/** Writes a double by its shortest digits. Tells its kind, since JSON has no number for infinities and NaN. */
export function writeDouble(value: number, style: FloatStyle, out: TextBuffer): number {
  const size = Math.abs(value);
  if (size < 1e9 && size >= 1e-3 && writeShort(value, size, style, out)) return jsonKinds.number;
  if (!Number.isFinite(value)) {
    writeAscii(String(value), out);
    return jsonKinds.text;
  }
  writeAscii(style === "python" ? pythonText(value, size) : jsonText(value), out);
  return jsonKinds.number;
}

/**
 * The way without a string, for what has at most six decimal places. Digits that few are the shortest ones if they
 * give the same double: no two decimals of up to 15 digits do.
 */
function writeShort(value: number, size: number, style: FloatStyle, out: TextBuffer): boolean {
  const millionths = Math.round(size * 1e6);
  if (millionths >= 1e15 || millionths / 1e6 !== size) return false;
  if (value < 0) out.bytes[out.at++] = minus;
  const whole = Math.floor(millionths / 1e6);
  writeDigits(whole, digitsOf(whole), out);
  const fraction = millionths - whole * 1e6;
  if (fraction === 0 && style === "json") return true;
  out.bytes[out.at++] = point;
  const begin = out.at;
  writeDigits(fraction, 6, out);
  while (out.at > begin + 1 && out.bytes[out.at - 1] === zero) out.at--;
  return true;
}

function jsonText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function pythonText(value: number, size: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (size >= 1e-4 && size < 1e16) {
    const text = String(value);
    return text.includes(".") ? text : `${text}.0`;
  }
  return value.toExponential().replace(/\d+$/, (exponent) => exponent.padStart(2, "0"));
}
