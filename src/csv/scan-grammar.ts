import type { Dialect } from "./dialect.ts";

export const lineFeed = 10;
export const carriageReturn = 13;

const space = 0x20;
const quotationMark = 0x22;
const backslash = 0x5c;

/** No byte is equal to it. */
const none = -1;

/** A dialect of one-byte characters, ready for the scanner's loops. */
export interface Grammar {
  readonly delimiter: number;
  /** -1 for none. */
  readonly quote: number;
  /** The byte that makes the next one text, in and out of quotes; -1 where quotes are doubled, or for none. */
  readonly escape: number;
  /** Two quotes inside quotes are one quote of the text. */
  readonly isDoubled: boolean;
  readonly comment: Uint8Array;
  /** By byte: 1 for all that may end a field or change how it reads, or makes it suspect. */
  readonly isSpecial: Uint8Array;
  /** By byte: 1 for what makes a field suspect, as in RowBatch. */
  readonly isSuspect: Uint8Array;
  /** By byte: 1 where an unquoted field ends. */
  readonly endsField: Uint8Array;
  /** How many bytes behind a special one decide what it means: an LF behind a CR, a quote, a comment. */
  readonly lookAhead: number;
  readonly maxRecordSize: number;
}

/** Whether the scanner can read the dialect: one byte each for the delimiter, the quote and the escape. */
export function isScannable(dialect: Dialect): boolean {
  return (
    isOneByte(dialect.delimiter) && [dialect.quote, dialect.escape].every((text) => text === "" || isOneByte(text))
  );
}

/** Decides everything that can be decided before the first byte. */
export function compileGrammar(dialect: Dialect): Grammar {
  const delimiter = byteOf(dialect.delimiter);
  const quote = byteOf(dialect.quote);
  const escape = dialect.escape === dialect.quote ? none : byteOf(dialect.escape);
  const endsField = new Uint8Array(256);
  for (const byte of [delimiter, lineFeed, carriageReturn]) endsField[byte] = 1;
  const isSuspect = new Uint8Array(256).fill(1, 0, space);
  isSuspect[quotationMark] = 1;
  isSuspect[backslash] = 1;
  const isSpecial = isSuspect.slice();
  isSpecial[delimiter] = 1;
  if (quote !== none) isSpecial[quote] = 1;
  if (escape !== none) isSpecial[escape] = 1;
  const comment = new TextEncoder().encode(dialect.comment);
  return {
    delimiter,
    quote,
    escape,
    // As Python's csv module does, also with a separate escape: files that mix both are common.
    isDoubled: dialect.escape !== "",
    comment,
    isSpecial,
    isSuspect,
    endsField,
    lookAhead: 1 + comment.length,
    maxRecordSize: dialect.maxRecordSize,
  };
}

function isOneByte(text: string): boolean {
  return text.length === 1 && text.charCodeAt(0) < 128;
}

function byteOf(text: string): number {
  return text === "" ? none : text.charCodeAt(0);
}
