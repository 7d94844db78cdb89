import type { Grammar } from "./scan-grammar.ts";

/**
 * Replaces the raw text of a field by its bare text, in its place, and returns where that ends. The
 * opening quote stays where it is. Only for whole rows: the raw text is gone afterwards.
 */
export function unquote(bytes: Uint8Array, start: number, end: number, grammar: Grammar): number {
  const { quote, escape, isDoubled } = grammar;
  let read = start;
  if (bytes[read] === quote) {
    read++;
    let byte = bytes[read]!;
    while (byte !== quote && byte !== escape) byte = bytes[++read]!;
    let write = read;
    // What stands behind the last field of all is not of the text.
    while (byte !== quote || (isDoubled && read + 1 < end && bytes[read + 1] === quote)) {
      bytes[write++] = bytes[read + 1]!;
      read += 2;
      byte = bytes[read]!;
      while (byte !== quote && byte !== escape) {
        bytes[write++] = byte;
        byte = bytes[++read]!;
      }
    }
    read++;
    // The first byte behind the closing quote is text, even an escape.
    if (read < end) bytes[write++] = bytes[read++]!;
    return unescape(bytes, read, end, write, escape);
  }
  return unescape(bytes, read, end, read, escape);
}

function unescape(bytes: Uint8Array, from: number, end: number, to: number, escape: number): number {
  let read = from;
  let write = to;
  while (read < end) {
    let byte = bytes[read++]!;
    // An escape with nothing behind it is text.
    if (byte === escape && read < end) byte = bytes[read++]!;
    bytes[write++] = byte;
  }
  return write;
}
