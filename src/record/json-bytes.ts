import { copyText, type Memory } from "./memory.ts";

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
  const { bytes } = source;
  for (let begin = from; ; begin++) {
    let end = begin;
    while (end < to && escapes[bytes[end]!] === 0) end++;
    at = copyText(source, begin, end, out, at);
    if (end === to) break;
    begin = end;
    at = writeEscape(bytes[end]!, out.bytes, at);
  }
  out.bytes[at] = 0x22;
  return at + 1;
}

function writeEscape(byte: number, out: Uint8Array, at: number): number {
  const letter = escapes[byte]!;
  out[at++] = 0x5c;
  out[at++] = letter;
  if (letter !== 0x75) return at;
  out[at++] = 0x30;
  out[at++] = 0x30;
  out[at++] = hexDigits[byte >> 4]!;
  out[at++] = hexDigits[byte & 15]!;
  return at;
}
