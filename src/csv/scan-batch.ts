import type { TapError } from "../errors.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./row-errors.ts";
import type { RowBatch } from "./rows.ts";
import { FieldList } from "./scan-fields.ts";
import { carriageReturn, type Grammar, lineFeed } from "./scan-grammar.ts";
import { listSpecials } from "./scan-specials.ts";
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
  readonly #fields = new FieldList();
  readonly #specials = new Uint32Array(blockSize);
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
    this.#fields.shift(shift);
  }

  /** The next whole rows, valid until the next call; null if more bytes are needed, or none are left. */
  next(isLast: boolean): RowBatch | null {
    const fields = this.#fields;
    this.#line += fields.rowCount;
    fields.forgetRows();
    const end = this.#window.end;
    const limit = isLast ? end : end - this.#grammar.lookAhead;
    while (this.#failure === null && (fields.rowCount === 0 || fields.fieldCount < usualFields)) {
      const size = Math.min(blockSize, limit - this.#position);
      // Whole words, or the last would reach behind the limit; at the end of all there is only padding.
      if (size < (isLast ? 1 : 4)) break;
      this.#walk(this.#position + (isLast ? size : size & ~3));
    }
    if (isLast && this.#position === end) this.#endLastRow();
    if (fields.rowCount > 0) {
      return fields.toBatch(this.#window, this.#lastRowEnd, this.#grammar);
    }
    if (this.#failure !== null) throw this.#failure;
    return null;
  }

  /** The hot loop: from special byte to special byte, up to a position behind which the grammar can look ahead. */
  #walk(to: number): void {
    const { delimiter, quote, escape, isDoubled, comment, isSpecial, isSuspect, endsField, maxRecordSize } =
      this.#grammar;
    // A byte ends at most one field.
    this.#fields.makeRoom(to - this.#position);
    const { bytes, view } = this.#window;
    const specials = this.#specials;
    const { starts, ends, rows, irregulars, suspects } = this.#fields;
    let { fieldCount: field, rowCount: row, irregularCount, suspectCount } = this.#fields;
    let lastSuspect = suspectCount === 0 ? -1 : suspects[suspectCount - 1]!;
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
        // Most special bytes are this one. Below it is handled again, behind all that is rare.
        if (byte === delimiter && shape !== irregular) {
          starts[field] = fieldStart + shape;
          ends[field++] = at - shape;
          shape = bare;
          fieldStart = at + 1;
          continue;
        }
        if (byte === quote) {
          if (at === fieldStart) {
            mode = inQuotes;
            shape = quoted;
          } else if (field !== lastSuspect) {
            lastSuspect = field;
            suspects[suspectCount++] = field;
          }
          continue;
        }
        if (byte === escape) {
          shape = irregular;
          resumeAt = at + 2;
          continue;
        }
        if (endsField[byte] === 0) {
          if (field !== lastSuspect) {
            lastSuspect = field;
            suspects[suspectCount++] = field;
          }
          continue;
        }
        if (at !== rowStart || byte === delimiter) {
          if (shape === irregular) {
            irregulars[irregularCount++] = field;
            if (field !== lastSuspect) suspects[suspectCount++] = field;
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
        } else if (isSuspect[byte] === 1 && field !== lastSuspect) {
          lastSuspect = field;
          suspects[suspectCount++] = field;
        }
      } else if (byte === lineFeed || byte === carriageReturn) {
        rowStart = at + 1;
        fieldStart = rowStart;
        mode = modeAt(bytes, rowStart, comment);
      }
    }

    this.#position = to;
    this.#fields.fieldCount = field;
    this.#fields.rowCount = row;
    this.#fields.irregularCount = irregularCount;
    this.#fields.suspectCount = suspectCount;
    this.#rowStart = rowStart;
    this.#fieldStart = fieldStart;
    this.#lastRowEnd = lastRowEnd;
    this.#resumeAt = resumeAt;
    this.#shape = shape;
    this.#mode = mode;
    if (!isWithinLimits || to - rowStart > maxRecordSize || field - rows[row]! > maxFields) this.#fail();
  }

  #fail(): void {
    const line = this.#line + this.#fields.rowCount;
    const isTooWide = this.#fields.unfinishedCount > maxFields;
    this.#failure = isTooWide ? tooManyFields(line) : recordTooLarge(line, this.#grammar.maxRecordSize);
  }

  /** Ends the row that has no line end behind it. */
  #endLastRow(): void {
    const end = this.#window.end;
    const fields = this.#fields;
    if (this.#rowStart >= end || this.#mode === inComment || this.#failure !== null) return;
    if (this.#mode === inQuotes) {
      this.#failure = unclosedQuote(this.#line + fields.rowCount);
      return;
    }
    fields.makeRoom(1);
    const trim = this.#shape === quoted ? 1 : 0;
    if (this.#shape === irregular) fields.addIrregular();
    fields.starts[fields.fieldCount] = this.#fieldStart + trim;
    fields.ends[fields.fieldCount++] = end - trim;
    fields.rows[++fields.rowCount] = fields.fieldCount;
    this.#rowStart = end;
    this.#lastRowEnd = end;
  }
}

/** Whether a row or a comment begins. */
function modeAt(bytes: Uint8Array, at: number, comment: Uint8Array): number {
  if (comment.length === 0) return inText;
  for (let index = 0; index < comment.length; index++) if (bytes[at + index] !== comment[index]) return inText;
  return inComment;
}
