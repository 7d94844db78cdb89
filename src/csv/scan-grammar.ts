import { noByte } from "../../kernel/scan-codes.ts";
import type { Dialect, NullMarkers } from "../format/dialect.ts";

/** A dialect of one-byte characters, ready for the scanner's loops. */
export interface Grammar {
  readonly delimiter: number;
  /** `noByte` for none. */
  readonly quote: number;
  /** The byte that makes the next one text, in and out of quotes; `noByte` where quotes are doubled, or for none. */
  readonly escape: number;
  /** Two quotes inside quotes are one quote of the text. */
  readonly isDoubled: boolean;
  readonly comment: Uint8Array;
  /** How many bytes behind a special one decide what it means: an LF behind a CR, a quote, a comment. */
  readonly lookAhead: number;
  readonly maxRecordSize: number;
  readonly nulls: NullMarkers | null;
}

/** Whether the scanner can read the dialect as it is: one byte each for the delimiter, the quote and the escape, and lines as rows. */
export function isScannable(dialect: Dialect): boolean {
  const { skipFooterLines = 0, rowDelimiter, isTrimmed = false } = dialect;
  return (
    skipFooterLines === 0 &&
    rowDelimiter === undefined &&
    !isTrimmed &&
    isOneByte(dialect.delimiter) &&
    [dialect.quote, dialect.escape].every((text) => text === "" || isOneByte(text))
  );
}

/** Decides everything that can be decided before the first byte. */
export function compileGrammar(dialect: Dialect): Grammar {
  const comment = new TextEncoder().encode(dialect.comment);
  return {
    delimiter: byteOf(dialect.delimiter),
    quote: byteOf(dialect.quote),
    escape: dialect.escape === dialect.quote ? noByte : byteOf(dialect.escape),
    // As Python's csv module does, also with a separate escape: files that mix both are common.
    isDoubled: dialect.escape !== "",
    comment,
    lookAhead: 1 + comment.length,
    maxRecordSize: dialect.maxRecordSize,
    nulls: dialect.nulls ?? null,
  };
}

function isOneByte(text: string): boolean {
  return text.length === 1 && text.charCodeAt(0) < 128;
}

function byteOf(text: string): number {
  return text === "" ? noByte : text.charCodeAt(0);
}
