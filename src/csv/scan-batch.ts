import type { RowBatch } from "./rows.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./row-errors.ts";
import { carriageReturn, lineFeed } from "./scan-grammar.ts";
import type { Grammar } from "./scan-grammar.ts";
import { listSpecials } from "./scan-specials.ts";
import { unquote } from "./scan-unquote.ts";
import { type ScanWindow, sentinelSize } from "./scan-window.ts";

/** A batch ends when it has so many fields: about 256 KB of a narrow table. */
const usualFields = 32_768;

/** Bytes whose special ones are listed at once: the list stays in the processor's first cache. */
const blockSize = 4096;

/** The shapes of a field; for the first two it is also how many bytes to leave out on either side. */
const bare = 0;
const quoted = 1;
/** Quotes or escapes stand inside, or text behind the closing quote. */
const irregular = 2;

/**
 * Finds the boundaries of whole rows in a window. The grammar is that of Python's csv.reader, not
 * strict (https://docs.python.org/3/library/csv.html), with two differences: a lone CR ends a line,
 * and a quote that never closes is an error.
 */
export class BatchScanner {
  readonly #grammar: Grammar;
  /** Of the next row, as TapError counts. */
  #line: number;
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  #rows = new Uint32Array(0);
  /** The fields of irregular shape. */
  #irregulars = new Uint32Array(0);
  readonly #specials = new Uint32Array(blockSize);

  constructor(grammar: Grammar, firstLine: number) {
    this.#grammar = grammar;
    this.#line = firstLine;
  }

  /** The next whole rows of the window, which is moved on behind them; null if there are none. */
  next(window: ScanWindow, isLast: boolean): RowBatch | null {
    this.#makeRoom(Math.min(usualFields, window.length + 1));
    let batch = this.#scan(window, isLast);
    while (batch === "no room") {
      this.#makeRoom(2 * this.#starts.length);
      batch = this.#scan(window, isLast);
    }
    return batch;
  }

  /**
   * The hot loop. It writes into the arrays without looking at their length, since a typed array
   * ignores what is written behind its end, and finds out once per row.
   */
  #scan(window: ScanWindow, isLast: boolean): RowBatch | "no room" | null {
    const { delimiter, quote, escape, isDoubled, comment, isSpecial, endsField, maxRecordSize } = this.#grammar;
    const commentStart = comment.length > 0 ? comment[0]! : -1;
    const bytes = window.bytes;
    const windowEnd = window.end;
    const starts = this.#starts;
    const ends = this.#ends;
    const rows = this.#rows;
    const irregulars = this.#irregulars;
    const specials = this.#specials;
    const capacity = starts.length;

    let position = window.begin;
    let lastEnd = position;
    let row = 0;
    let field = 0;
    let irregularCount = 0;
    let next = 0;
    let listed = 0;
    let listedTo = position;
    let isOpen = false;
    let isTooLarge = false;
    let isTooWide = false;
    let hasNoRoom = false;

    while (position < windowEnd && field < capacity) {
      let byte = bytes[position]!;
      if (byte === lineFeed || byte === carriageReturn) {
        position++;
        continue;
      }
      let at = position;
      if (byte === commentStart && startsWith(bytes, at, comment)) {
        while (bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
        if (at >= windowEnd && !isLast) {
          isTooLarge = windowEnd - position > maxRecordSize;
          break;
        }
        position = at;
        continue;
      }

      let from = position;
      let resumeAt = position;
      let shape = bare;
      for (;;) {
        // The sentinels end every row before the listing could run past them.
        if (next === listed) {
          const listTo = Math.min(listedTo + blockSize, windowEnd + sentinelSize);
          listed = listSpecials(window.view, isSpecial, specials, listedTo, listTo);
          listedTo = listTo;
          next = 0;
          continue;
        }
        at = specials[next++]!;
        if (at < resumeAt) continue;
        byte = bytes[at]!;
        if (isOpen) {
          if (byte === quote) {
            if (at >= windowEnd) break;
            const behind = bytes[at + 1]!;
            if (behind === quote && isDoubled) {
              shape = irregular;
              resumeAt = at + 2;
            } else {
              isOpen = false;
              // The first byte behind a closing quote is text, even an escape.
              if (endsField[behind] === 0) {
                shape = irregular;
                resumeAt = at + 2;
              }
            }
          } else if (byte === escape) {
            shape = irregular;
            resumeAt = at + 2;
          }
        } else if (byte === quote) {
          if (at === from) {
            isOpen = true;
            shape = quoted;
          }
        } else if (byte === escape) {
          shape = irregular;
          resumeAt = at + 2;
        } else {
          if (shape === irregular) {
            irregulars[irregularCount++] = field;
            starts[field] = from;
            ends[field++] = at;
          } else {
            starts[field] = from + shape;
            ends[field++] = at - shape;
          }
          if (byte !== delimiter) break;
          shape = bare;
          from = at + 1;
        }
      }

      const rowEnd = at < windowEnd ? at : windowEnd;
      isTooLarge = rowEnd - position > maxRecordSize;
      isTooWide = field - rows[row]! > maxFields;
      if (isTooLarge || isTooWide) break;
      let nextRow = byte === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1;
      if (nextRow > windowEnd) {
        if (isOpen || !isLast) break;
        nextRow = windowEnd;
      }
      hasNoRoom = field > capacity;
      if (hasNoRoom) break;
      // An escape as the very last byte leads past the end.
      if (at > rowEnd) ends[field - 1] = rowEnd;
      rows[++row] = field;
      position = nextRow;
      lastEnd = nextRow;
    }

    if (row === 0) {
      if (isTooLarge) throw recordTooLarge(this.#line, maxRecordSize);
      if (isTooWide) throw tooManyFields(this.#line);
      if (hasNoRoom) return "no room";
      if (isOpen && isLast) throw unclosedQuote(this.#line);
    }
    window.begin = position;
    if (row === 0) return null;
    this.#line += row;
    const fields = rows[row]!;
    for (let i = 0; i < irregularCount && irregulars[i]! < fields; i++) {
      const field = irregulars[i]!;
      const start = starts[field]!;
      if (bytes[start] === quote) starts[field] = start + 1;
      ends[field] = unquote(bytes, start, ends[field]!, this.#grammar);
    }
    return { bytes, starts, ends, rows, count: row, end: window.offset + lastEnd };
  }

  #makeRoom(fields: number): void {
    if (this.#starts.length >= fields) return;
    this.#starts = new Uint32Array(fields);
    this.#ends = new Uint32Array(fields);
    this.#irregulars = new Uint32Array(fields);
    this.#rows = new Uint32Array(fields + 1);
  }
}

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 1; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
