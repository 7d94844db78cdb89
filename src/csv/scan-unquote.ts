import type { Grammar } from "./scan-grammar.ts";

/**
 * Writes the bare text of a field over its raw text, from the same start, and returns where it ends.
 * Only for rows that are complete: the raw text is gone afterwards.
 */
export function unquote(bytes: Uint8Array, start: number, end: number, grammar: Grammar): number {
  const { quote, escape, isDoubled } = grammar;
  let read = start;
  let write = start;
  let isQuoted = bytes[read] === quote;
  if (isQuoted) read++;
  while (read < end) {
    let byte = bytes[read++]!;
    if (isQuoted && byte === quote) {
      isQuoted = isDoubled && read < end && bytes[read] === quote;
      // Behind the closing quote everything is text, and an escape that follows at once is, too.
      if (read < end) bytes[write++] = bytes[read++]!;
      continue;
    }
    // An escape with nothing behind it is text.
    if (byte === escape && read < end) byte = bytes[read++]!;
    bytes[write++] = byte;
  }
  return write;
}
