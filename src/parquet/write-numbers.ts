import type { TextOut } from "./write-text.ts";

/** The most digits of a number that is counted exactly, and its sign. */
const roomForNumber = 20;

/** Writes a whole number that is not beyond 2^53. */
export function writeWhole(value: number, out: TextOut): void {
  out.reserve(roomForNumber);
  if (value < 0) {
    out.bytes[out.at++] = 0x2d;
    value = -value;
  }
  if (value < 1e9) return writePadded(value, digitsOf(value), out);
  const high = Math.floor(value / 1e9);
  writePadded(high, digitsOf(high), out);
  writePadded(value - high * 1e9, 9, out);
}

/** Writes exactly so many digits of a number that has no more. */
export function writePadded(value: number, digits: number, out: TextOut): void {
  out.reserve(digits);
  const { bytes } = out;
  for (let at = out.at + digits - 1; at >= out.at; at--) {
    const tenth = Math.floor(value / 10);
    bytes[at] = 0x30 + value - 10 * tenth;
    value = tenth;
  }
  out.at += digits;
}

/** Writes the integer of 64 bits that has these halves, whatever its size. */
export function writeLong(low: number, high: number, isSigned: boolean, out: TextOut): void {
  const isSmall = high >= (isSigned ? -0x200000 : 0) && high < 0x200000;
  if (isSmall) writeWhole(high * 0x100000000 + (low >>> 0), out);
  else out.ascii(String(longOf(low, high, isSigned)));
}

/** The integer of 64 bits that has these halves. */
export function longOf(low: number, high: number, isSigned: boolean): bigint {
  return (BigInt(isSigned ? high : high >>> 0) << 32n) | BigInt(low >>> 0);
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  return digits;
}

/** Writes the unscaled value of a decimal with the point where it belongs. */
export function writeDecimal(unscaled: bigint | number, scale: number, out: TextOut): void {
  if (scale <= 0) return out.ascii(`${unscaled}${unscaled === 0 || unscaled === 0n ? "" : "0".repeat(-scale)}`);
  const isNegative = unscaled < 0;
  const digits = String(isNegative ? -unscaled : unscaled).padStart(scale + 1, "0");
  out.ascii(`${isNegative ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
}

/** Python's way to write a float, which the reference tap hands on: 5.0, 1e+16, 1e-05. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [mantissa = "", exponent] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}
