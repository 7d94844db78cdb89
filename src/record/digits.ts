/** By two bytes as a little-endian number: what they are as two digits, -1 if they are not. */
const pairs = new Int8Array(65_536).fill(-1);
for (let value = 0; value < 100; value++) pairs[Buffer.from(String(value).padStart(2, "0")).readUInt16LE()] = value;

/** The number that two digits are; negative if they are none. */
export function twoDigits(view: DataView, at: number): number {
  return pairs[view.getUint16(at, true)]!;
}

/** Writes a number below 100 as two digits. */
export function writeTwoDigits(value: number, out: Uint8Array, at: number): void {
  out[at] = 0x30 + Math.trunc(value / 10);
  out[at + 1] = 0x30 + (value % 10);
}

/** Whether a byte is an ASCII digit. */
export function isDigit(byte: number): boolean {
  return (byte - 0x30) >>> 0 <= 9;
}
