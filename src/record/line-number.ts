import { copyText, type Memory, memoryOf } from "./memory.ts";

/** `_sdc_source_lineno` as ASCII digits, counted up in place. */
export class LineNumber {
  /** Sixteen digits, which is as far as a double counts, and a lane of room. */
  readonly #digits = memoryOf(new Uint8Array(24).fill(zero));
  #begin: number;

  constructor(value: number) {
    const text = String(value);
    this.#begin = end - text.length;
    this.#digits.bytes.set(Buffer.from(text), this.#begin);
  }

  get value(): number {
    return Number(Buffer.from(this.#digits.bytes.subarray(this.#begin, end)).toString());
  }

  increment(): void {
    const { bytes } = this.#digits;
    let digit = end - 1;
    while (bytes[digit] === zero + 9) bytes[digit--] = zero;
    bytes[digit]!++;
    if (digit < this.#begin) this.#begin = digit;
  }

  write(out: Memory, at: number): number {
    return copyText(this.#digits, this.#begin, end, out, at);
  }
}

const end = 16;
const zero = 0x30;
