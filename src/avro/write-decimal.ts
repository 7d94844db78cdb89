import { BrokenAvro } from "./broken-avro.ts";
import type { Cursor } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { writeAscii, writeInteger } from "./write-number.ts";

/** So many bytes a double holds exactly. */
const fewBytes = 6;

/** More than any database has of digits: a value that goes beyond it costs time by the square of its length. */
const maxBytes = 4096;

/** Writes the next bytes, the two's complement of an integer, with so many decimal places, and every digit. */
export function writeDecimal(cursor: Cursor, count: number, scale: number, out: TextBuffer): void {
  if (count > maxBytes) throw new BrokenAvro(`a decimal in it has more than ${maxBytes} bytes`);
  const from = cursor.take(count);
  out.reserve(3 * count + scale + 2);
  if (count > fewBytes || scale > 12)
    return writeAscii(wideText(cursor.bytes.subarray(from, from + count), scale), out);
  let value = 0;
  for (let i = 0; i < count; i++) value = value * 256 + cursor.bytes[from + i]!;
  if (count > 0 && cursor.bytes[from]! >= 0x80) value -= 2 ** (8 * count);
  if (scale === 0) return writeInteger(value, out);
  if (value < 0) {
    out.bytes[out.at++] = minus;
    value = -value;
  }
  const unit = 10 ** scale;
  const whole = Math.floor(value / unit);
  writeInteger(whole, out);
  // The zeros of the fraction are those of a number with one digit more, whose first digit becomes the point.
  const { at } = out;
  writeInteger(unit + value - whole * unit, out);
  out.bytes[at] = point;
}

const minus = 0x2d;
const point = 0x2e;

function wideText(bytes: Uint8Array, scale: number): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x0${hex}`));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
}

/**
 * Writes a decimal that is as Python's: with an exponent where there are more than six zeros behind the point, for
 * https://docs.python.org/3/library/decimal.html#decimal.Decimal.__str__ is what the reference tap writes.
 */
export function writePythonDecimal(cursor: Cursor, count: number, scale: number, out: TextBuffer): void {
  const begin = out.at;
  writeDecimal(cursor, count, scale, out);
  const text = out.bytes.toString("latin1", begin, out.at);
  const [, sign = "", digits = ""] = /^(-?)0\.0{6}0*(\d+)$/.exec(text) ?? [];
  if (digits === "") return;
  out.at = begin;
  const exponent = digits.length - 1 - scale;
  writeAscii(`${sign}${digits[0] ?? ""}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${exponent}`, out);
}
