const zero = 0x30;
const nine = 0x39;

/** `_sdc_source_lineno` as ASCII digits, counted up in place. */
export class LineNumber {
  /** Sixteen digits: more than Number.MAX_SAFE_INTEGER records cannot be counted anyway. */
  readonly #digits = new Uint8Array(16).fill(zero);
  #first: number;

  constructor(value: number) {
    const text = String(value);
    this.#first = this.#digits.length - text.length;
    Buffer.from(this.#digits.buffer).write(text, this.#first, "latin1");
  }

  increment(): void {
    let digit = this.#digits.length - 1;
    while (this.#digits[digit] === nine) this.#digits[digit--] = zero;
    this.#digits[digit]!++;
    if (digit < this.#first) this.#first = digit;
  }

  write(out: Uint8Array, at: number): number {
    for (let digit = this.#first; digit < this.#digits.length; digit++) out[at++] = this.#digits[digit]!;
    return at;
  }

  get value(): number {
    return Number(Buffer.from(this.#digits).toString("latin1"));
  }
}
