/** Texts one after the other, in a buffer that grows as it must. */
export class TextOut {
  bytes = Buffer.allocUnsafeSlow(4 * 1024);
  /** Bytes in use. */
  at = 0;

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.at + count));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }

  /** A text of which every character is of one byte. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
    this.at = at;
  }

  text(text: string): void {
    this.reserve(3 * text.length);
    this.at += this.bytes.write(text, this.at);
  }

  octets(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    const { bytes } = this;
    let { at } = this;
    // The call costs more than the copy of what most values are.
    if (to - from > 48) {
      bytes.set(source.subarray(from, to), at);
      at += to - from;
    } else {
      for (let index = from; index < to; index++) bytes[at++] = source[index]!;
    }
    this.at = at;
  }
}
