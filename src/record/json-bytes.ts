/** 0 for a byte that stands as it is in a JSON string, else the letter behind the backslash; `u` for \u00XX. */
const escapes = new Uint8Array(256);
escapes.fill(0x75, 0, 0x20);
for (const [byte, letter] of ['""', "\\\\", "\bb", "\ff", "\nn", "\rr", "\tt"].map((pair) => Buffer.from(pair))) {
  escapes[byte!] = letter!;
}

const hexDigits = Buffer.from("0123456789abcdef");

/** Writes UTF-8 text as a JSON string, and returns the position behind it. Needs room for six times the text. */
export function writeString(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  out[at++] = 0x22;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    const escape = escapes[byte]!;
    if (escape === 0) out[at++] = byte;
    else at = writeEscape(byte, escape, out, at);
  }
  out[at++] = 0x22;
  return at;
}

function writeEscape(byte: number, escape: number, out: Uint8Array, at: number): number {
  out[at++] = 0x5c;
  out[at++] = escape;
  if (escape !== 0x75) return at;
  out[at++] = 0x30;
  out[at++] = 0x30;
  out[at++] = hexDigits[byte >> 4]!;
  out[at++] = hexDigits[byte & 15]!;
  return at;
}
