import type { TapError } from "../errors.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./row-errors.ts";
import type { RowBatch } from "./rows.ts";
import { carriageReturn, type Grammar, lineFeed } from "./scan-grammar.ts";
import { listSpecials } from "./scan-specials.ts";
import { unquote } from "./scan-unquote.ts";
import { ScanWindow } from "./scan-window.ts";

/** A batch ends when it has so many fields: about 256 KB of a narrow table. */
const usualFields = 32_768;

/**
 * Bytes that are walked at once. The list of their special bytes stays in the processor's first
 * cache, and a loop that is called so often is optimised as a whole, which one that runs through a
 * giant record in a single call never is.
 */
const blockSize = 4096;

/** The shapes of a field; for the first two it is also how many bytes to leave out on either side. */
const bare = 0;
const quoted = 1;
/** Quotes or escapes stand inside, or text behind the closing quote. */
const irregular = 2;

const inText = 0;
const inQuotes = 1;
const inComment = 2;

/**
 * Finds the boundaries of rows in bytes that come in chunks. Every byte is looked at once: a row
 * that lacks its end goes on where it was left. The grammar is that of Python's csv.reader, not
 * strict (https://docs.python.org/3/library/csv.html), with two differences: a lone CR ends a line,
 * and a quote that never closes is an error.
 */
export class BatchScanner {
  readonly #grammar: Grammar;
  readonly #window: ScanWindow;
  readonly #specials = new Uint32Array(blockSize);
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  #rows = new Uint32Array(1);
  /** The fields of irregular shape. */
  #irregulars = new Uint32Array(0);

  /** How many of each the arrays hold. The fields behind the last whole row are those of the unfinished one. */
  #fieldCount = 0;
  #rowCount = 0;
  #irregularCount = 0;
  /** The line of the batch's first row, as TapError counts. */
  #line: number;
  #failure: TapError | null = null;

  /** Where the walk stands; positions in the window's bytes. */
  #position = 0;
  #rowStart = 0;
  #fieldStart = 0;
  #lastRowEnd = 0;
  /** What is special before it is text, or was read with the byte before it. */
  #resumeAt = 0;
  #shape = bare;
  #mode = inText;
  #isAtBeginning = true;

  constructor(grammar: Grammar, firstLine: number, usualSize: number) {
    this.#grammar = grammar;
    this.#window = new ScanWindow(2 * usualSize);
    this.#line = firstLine;
  }

  /** Bytes that were appended and not yet walked. */
  get pending(): number {
    return this.#window.end - this.#position;
  }

  /** Takes bytes that are before the first row. */
  pass(bytes: number): void {
    this.#window.offset += bytes;
  }

  append(chunk: Uint8Array): void {
    // A row begins behind the position when that is between the CR and the LF before it.
    const shift = this.#window.append(chunk, Math.min(this.#position, this.#rowStart));
    if (shift === 0) return;
    this.#position -= shift;
    this.#rowStart -= shift;
    this.#fieldStart -= shift;
    this.#lastRowEnd -= shift;
    this.#resumeAt -= shift;
    for (let field = this.#rows[this.#rowCount]!; field < this.#fieldCount; field++) {
      this.#starts[field]! -= shift;
      this.#ends[field]! -= shift;
    }
  }

  /** The next whole rows, valid until the next call; null if more bytes are needed, or none are left. */
  next(isLast: boolean): RowBatch | null {
    this.#forgetRows();
    const end = this.#window.end;
    const limit = isLast ? end : end - this.#grammar.lookAhead;
    while (this.#failure === null && (this.#rowCount === 0 || this.#fieldCount < usualFields)) {
      const size = Math.min(blockSize, limit - this.#position);
      // Whole words, or the last would reach behind the limit; at the end of all there is only padding.
      if (size < (isLast ? 1 : 4)) break;
      this.#walk(this.#position + (isLast ? size : size & ~3));
    }
    if (isLast && this.#position === end) this.#endLastRow();
    if (this.#rowCount > 0) return this.#toBatch();
    if (this.#failure !== null) throw this.#failure;
    return null;
  }

  #forgetRows(): void {
    const fields = this.#rows[this.#rowCount]!;
    this.#starts.copyWithin(0, fields, this.#fieldCount);
    this.#ends.copyWithin(0, fields, this.#fieldCount);
    let kept = 0;
    for (let index = 0; index < this.#irregularCount; index++) {
      const field = this.#irregulars[index]!;
      if (field >= fields) this.#irregulars[kept++] = field - fields;
    }
    this.#irregularCount = kept;
    this.#fieldCount -= fields;
    this.#line += this.#rowCount;
    this.#rowCount = 0;
  }

  /** The hot loop: from special byte to special byte, up to a position behind which the grammar can look ahead. */
  #walk(to: number): void {
    const { delimiter, quote, escape, isDoubled, comment, isSpecial, endsField, maxRecordSize } = this.#grammar;
    this.#makeRoom(to - this.#position);
    const { bytes, view } = this.#window;
    const specials = this.#specials;
    const starts = this.#starts;
    const ends = this.#ends;
    const rows = this.#rows;
    const irregulars = this.#irregulars;
    let field = this.#fieldCount;
    let row = this.#rowCount;
    let irregularCount = this.#irregularCount;
    let rowStart = this.#rowStart;
    let fieldStart = this.#fieldStart;
    let lastRowEnd = this.#lastRowEnd;
    let resumeAt = this.#resumeAt;
    let shape = this.#shape;
    let mode = this.#mode;
    let isWithinLimits = true;
    if (this.#isAtBeginning) mode = modeAt(bytes, rowStart, comment);
    this.#isAtBeginning = false;

    const count = listSpecials(view, isSpecial, specials, this.#position, to);
    for (let index = 0; index < count; index++) {
      const at = specials[index]!;
      if (at < resumeAt) continue;
      const byte = bytes[at]!;
      if (mode === inText) {
        if (byte === quote) {
          if (at === fieldStart) {
            mode = inQuotes;
            shape = quoted;
          }
          continue;
        }
        if (byte === escape) {
          shape = irregular;
          resumeAt = at + 2;
          continue;
        }
        if (at !== rowStart || byte === delimiter) {
          if (shape === irregular) {
            irregulars[irregularCount++] = field;
            shape = bare;
          }
          starts[field] = fieldStart + shape;
          ends[field++] = at - shape;
          shape = bare;
          fieldStart = at + 1;
          if (byte === delimiter) continue;
          isWithinLimits = at - rowStart <= maxRecordSize && field - rows[row]! <= maxFields;
          if (!isWithinLimits) break;
          rows[++row] = field;
          resumeAt = byte === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1;
          lastRowEnd = resumeAt;
        }
        rowStart = Math.max(resumeAt, at + 1);
        fieldStart = rowStart;
        mode = modeAt(bytes, rowStart, comment);
      } else if (mode === inQuotes) {
        if (byte === quote) {
          const behind = bytes[at + 1]!;
          if (behind === quote && isDoubled) {
            shape = irregular;
            resumeAt = at + 2;
          } else {
            mode = inText;
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
      } else if (byte === lineFeed || byte === carriageReturn) {
        rowStart = at + 1;
        fieldStart = rowStart;
        mode = modeAt(bytes, rowStart, comment);
      }
    }

    this.#position = to;
    this.#fieldCount = field;
    this.#rowCount = row;
    this.#irregularCount = irregularCount;
    this.#rowStart = rowStart;
    this.#fieldStart = fieldStart;
    this.#lastRowEnd = lastRowEnd;
    this.#resumeAt = resumeAt;
    this.#shape = shape;
    this.#mode = mode;
    if (!isWithinLimits || to - rowStart > maxRecordSize || field - rows[row]! > maxFields) this.#fail();
  }

  #fail(): void {
    const line = this.#line + this.#rowCount;
    const isTooWide = this.#fieldCount - this.#rows[this.#rowCount]! > maxFields;
    this.#failure = isTooWide ? tooManyFields(line) : recordTooLarge(line, this.#grammar.maxRecordSize);
  }

  /** Ends the row that has no line end behind it. */
  #endLastRow(): void {
    const end = this.#window.end;
    if (this.#rowStart >= end || this.#mode === inComment || this.#failure !== null) return;
    if (this.#mode === inQuotes) {
      this.#failure = unclosedQuote(this.#line + this.#rowCount);
      return;
    }
    this.#makeRoom(1);
    const trim = this.#shape === quoted ? 1 : 0;
    if (this.#shape === irregular) this.#irregulars[this.#irregularCount++] = this.#fieldCount;
    this.#starts[this.#fieldCount] = this.#fieldStart + trim;
    this.#ends[this.#fieldCount++] = end - trim;
    this.#rows[++this.#rowCount] = this.#fieldCount;
    this.#rowStart = end;
    this.#lastRowEnd = end;
  }

  #toBatch(): RowBatch {
    const { bytes, offset } = this.#window;
    const rows = this.#rows;
    const fields = rows[this.#rowCount]!;
    for (let index = 0; index < this.#irregularCount; index++) {
      const field = this.#irregulars[index]!;
      if (field >= fields) break;
      const start = this.#starts[field]!;
      if (bytes[start] === this.#grammar.quote) this.#starts[field] = start + 1;
      this.#ends[field] = unquote(bytes, start, this.#ends[field]!, this.#grammar);
    }
    const end = offset + this.#lastRowEnd;
    return { bytes, starts: this.#starts, ends: this.#ends, rows, count: this.#rowCount, end };
  }

  /** A byte ends at most one field. */
  #makeRoom(fields: number): void {
    const needed = this.#fieldCount + fields;
    if (this.#starts.length >= needed) return;
    const size = Math.max(needed, 2 * this.#starts.length);
    this.#starts = grown(this.#starts, size);
    this.#ends = grown(this.#ends, size);
    this.#irregulars = grown(this.#irregulars, size);
    this.#rows = grown(this.#rows, size + 1);
  }
}

/** Whether a row or a comment begins. */
function modeAt(bytes: Uint8Array, at: number, comment: Uint8Array): number {
  if (comment.length === 0) return inText;
  for (let index = 0; index < comment.length; index++) if (bytes[at + index] !== comment[index]) return inText;
  return inComment;
}

function grown(array: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(array);
  return larger;
}
