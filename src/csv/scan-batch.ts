import type { RowBatch } from "./rows.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./row-errors.ts";
import { carriageReturn, lineFeed } from "./scan-grammar.ts";
import type { Grammar } from "./scan-grammar.ts";
import { unquote } from "./scan-unquote.ts";
import type { ScanWindow } from "./scan-window.ts";

/** A batch ends when it has so many fields: about 256 KB of a narrow table. */
const usualFields = 32_768;

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
  /** The fields in which quotes or escapes stand inside, or text behind the closing quote. */
  #irregular = new Uint32Array(0);

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
    const { delimiter, quote, escape, isDoubled, comment, stops, fieldEnds, maxRecordSize } = this.#grammar;
    const commentStart = comment.length > 0 ? comment[0]! : -1;
    const bytes = window.bytes;
    const windowEnd = window.end;
    const starts = this.#starts;
    const ends = this.#ends;
    const rows = this.#rows;
    const irregular = this.#irregular;
    const capacity = starts.length;

    let position = window.begin;
    let lastEnd = position;
    let row = 0;
    let field = 0;
    let irregulars = 0;
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

      for (;;) {
        const from = at;
        let isPlain = true;
        byte = bytes[at]!;
        if (byte === quote) {
          at++;
          for (;;) {
            while ((byte = bytes[at]!) !== quote && byte !== escape) at++;
            if (byte === quote && !(isDoubled && bytes[at + 1] === quote)) break;
            isPlain = false;
            at += 2;
          }
          if (at >= windowEnd) {
            isOpen = true;
            break;
          }
          byte = bytes[++at]!;
          if (fieldEnds[byte] === 1 && isPlain) {
            starts[field] = from + 1;
            ends[field++] = at - 1;
            if (byte !== delimiter) break;
            at++;
            continue;
          }
          isPlain = false;
          // The first byte behind a closing quote is text, even an escape.
          if (fieldEnds[byte] === 0) at++;
        }
        for (;;) {
          while (stops[(byte = bytes[at]!)] === 0) at++;
          if (byte !== escape) break;
          isPlain = false;
          at += 2;
        }
        if (!isPlain) irregular[irregulars++] = field;
        starts[field] = from;
        ends[field++] = at;
        if (byte !== delimiter) break;
        at++;
      }

      const rowEnd = at < windowEnd ? at : windowEnd;
      isTooLarge = rowEnd - position > maxRecordSize;
      isTooWide = field - rows[row]! > maxFields;
      if (isTooLarge || isTooWide) break;
      let next = byte === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1;
      if (next > windowEnd) {
        if (isOpen || !isLast) break;
        next = windowEnd;
      }
      hasNoRoom = field > capacity;
      if (hasNoRoom) break;
      // An escape as the very last byte leads past the end.
      if (at > rowEnd) ends[field - 1] = rowEnd;
      rows[++row] = field;
      position = next;
      lastEnd = next;
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
    for (let i = 0; i < irregulars && irregular[i]! < fields; i++) {
      const dirty = irregular[i]!;
      ends[dirty] = unquote(bytes, starts[dirty]!, ends[dirty]!, this.#grammar);
    }
    return { bytes, starts, ends, rows, count: row, end: window.offset + lastEnd };
  }

  #makeRoom(fields: number): void {
    if (this.#starts.length >= fields) return;
    this.#starts = new Uint32Array(fields);
    this.#ends = new Uint32Array(fields);
    this.#irregular = new Uint32Array(fields);
    this.#rows = new Uint32Array(fields + 1);
  }
}

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 1; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
