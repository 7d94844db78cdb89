/** The byte of the digit 0. */
export const zero = 0x30;

/** Whether a byte is an ASCII digit. */
export function isDigit(byte: number): boolean {
  return (byte - zero) >>> 0 <= 9;
}

/** The number that two digits are; negative if they are none. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? 10 * tens + ones - 11 * zero : -1;
}

/** Writes a number below 100 as two digits. */
export function writeTwoDigits(value: number, out: Uint8Array, at: number): void {
  out[at] = zero + Math.trunc(value / 10);
  out[at + 1] = zero + (value % 10);
}
