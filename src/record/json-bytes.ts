import type { Memory } from "./memory.ts";

/** 0 for a byte that stands as it is in a JSON string, else the letter behind the backslash; `u` for \u00XX. */
const escapes = new Uint8Array(256);
escapes.fill(0x75, 0, 0x20);
for (const [byte, letter] of ['""', "\\\\", "\bb", "\ff", "\nn", "\rr", "\tt"].map((pair) => Buffer.from(pair))) {
  escapes[byte!] = letter!;
}

const hexDigits = Buffer.from("0123456789abcdef");

/** Writes UTF-8 text as a JSON string, and returns the position behind it. Needs room for six times the text. */
export function writeString(source: Memory, from: number, to: number, out: Memory, at: number): number {
  out.bytes[at] = 0x22;
  return writeStringRest(source, from, to, out, at + 1);
}

/** The same behind a quote that is there already. */
export function writeStringRest(source: Memory, from: number, to: number, out: Memory, at: number): number {
  const read = source.view;
  const write = out.view;
  for (let i = from; i < to; i += 8) {
    const size = Math.min(to - i, 8);
    const low = read.getInt32(i, true);
    const high = read.getInt32(i + 4, true);
    if (isPlain(low | lowPadding[size]!, high | highPadding[size]!)) {
      write.setInt32(at, low, true);
      write.setInt32(at + 4, high, true);
      at += size;
    } else {
      at = writeEscaped(source.bytes, i, i + size, out.bytes, at);
    }
  }
  out.bytes[at] = 0x22;
  return at + 1;
}

/** What makes plain the bytes of two words that are behind the text, by the number of bytes in it. */
const lowPadding = Int32Array.of(0x80808080, 0x80808000, 0x80800000, 0x80000000, 0, 0, 0, 0, 0);
const highPadding = Int32Array.of(-1, -1, -1, -1, 0x80808080, 0x80808000, 0x80800000, 0x80000000, 0);

/**
 * Whether eight bytes have no quote, backslash or control character. A loop that looks at every
 * byte takes twice as long. https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
 */
function isPlain(low: number, high: number): boolean {
  const lowQuotes = low ^ 0x22222222;
  const highQuotes = high ^ 0x22222222;
  const lowBackslashes = low ^ 0x5c5c5c5c;
  const highBackslashes = high ^ 0x5c5c5c5c;
  const found =
    ((low - 0x20202020) & ~low) |
    ((high - 0x20202020) & ~high) |
    ((lowQuotes - 0x01010101) & ~lowQuotes) |
    ((highQuotes - 0x01010101) & ~highQuotes) |
    ((lowBackslashes - 0x01010101) & ~lowBackslashes) |
    ((highBackslashes - 0x01010101) & ~highBackslashes);
  return (found & 0x80808080) === 0;
}

function writeEscaped(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    const letter = escapes[byte]!;
    if (letter === 0) {
      out[at++] = byte;
      continue;
    }
    out[at++] = 0x5c;
    out[at++] = letter;
    if (letter !== 0x75) continue;
    out[at++] = 0x30;
    out[at++] = 0x30;
    out[at++] = hexDigits[byte >> 4]!;
    out[at++] = hexDigits[byte & 15]!;
  }
  return at;
}
