import { inComment, inQuotes, irregular, quoted } from "../../kernel/scan-codes.ts";
import * as word from "../../kernel/scan-state.ts";
import type { TapError } from "../errors.ts";
import { maxFields, recordTooLarge, tooManyFields, unclosedQuote } from "./file-errors.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { FieldList } from "./field-list.ts";
import type { Grammar } from "./scan-grammar.ts";
import { blockSize, ScanKernel } from "./scan-kernel.ts";
import { ScanWindow } from "./scan-window.ts";

/** A batch ends when it has so many fields: about 256 KB of a narrow table. */
const defaultFields = 32_768;

const positions = [word.rowStart, word.fieldStart, word.lastRowEnd, word.resumeAt] as const;

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
  /** As in kernel/scan-state.ts, at first all zeros: positions in the window's bytes, and fields in the list. */
  readonly #walk = new Int32Array(word.walkSize);
  /** The line of the batch's first row, as TapError counts. */
  #line: number;
  #failure: TapError | null = null;
  /** The next byte of the window's that nobody has looked at. */
  #position = 0;
  #isAtBeginning = true;

  constructor(grammar: Grammar, firstLine: number, defaultSize: number) {
    this.#grammar = grammar;
    this.#window = new ScanWindow(2 * defaultSize);
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
    const walk = this.#walk;
    // A row begins behind the position when that is between the CR and the LF before it.
    const shift = this.#window.append(chunk, Math.min(this.#position, walk[word.rowStart]!));
    if (shift === 0) return;
    this.#position -= shift;
    for (const place of positions) walk[place]! -= shift;
    this.#fields.shift(shift, walk[word.field]!);
  }

  /** The next whole rows, valid until the next call; null if more bytes are needed, or none are left. */
  next(isLast: boolean): RowBatch | null {
    const fields = this.#fields;
    const walk = this.#walk;
    this.#line += fields.rowCount;
    walk[word.field] = fields.forgetRows(walk[word.field]!);
    walk[word.rowField] = 0;
    const end = this.#window.end;
    const limit = isLast ? end : end - this.#grammar.lookAhead;
    while (this.#failure === null && this.#position < limit) {
      if (fields.rowCount > 0 && (walk[word.field] ?? 0) >= defaultFields) break;
      this.#scan(Math.min(this.#position + blockSize, limit));
    }
    if (isLast && this.#position === end) this.#endLastRow();
    if (fields.rowCount > 0) return fields.toBatch(this.#window, walk[word.lastRowEnd]!, this.#grammar);
    if (this.#failure !== null) throw this.#failure;
    return null;
  }

  #scan(to: number): void {
    const walk = this.#walk;
    const { bytes, end } = this.#window;
    const kernel = ScanKernel.for(this.#grammar);
    if (this.#isAtBeginning) kernel.begin(bytes, end, walk);
    this.#isAtBeginning = false;
    const firstField = walk[word.field]!;
    const found = kernel.scan(bytes, this.#position, to, end, walk);
    this.#fields.add(found, firstField);
    this.#position = to;
    if (!found.isWithinLimits) this.#fail();
  }

  #fail(): void {
    const line = this.#line + this.#fields.rowCount;
    const isTooWide = this.#walk[word.field]! - this.#walk[word.rowField]! > maxFields;
    this.#failure = isTooWide ? tooManyFields(line) : recordTooLarge(line, this.#grammar.maxRecordSize);
  }

  /** Ends the row that has no line end behind it. */
  #endLastRow(): void {
    const end = this.#window.end;
    const walk = this.#walk;
    if (walk[word.rowStart]! >= end || walk[word.mode] === inComment || this.#failure !== null) return;
    if (walk[word.mode] === inQuotes) {
      this.#failure = unclosedQuote(this.#line + this.#fields.rowCount);
      return;
    }
    const shape = walk[word.shape];
    const trim = shape === quoted ? 1 : 0;
    this.#fields.addLast(walk[word.field]!++, walk[word.fieldStart]! + trim, end - trim, shape === irregular);
    walk[word.rowStart] = end;
    walk[word.lastRowEnd] = end;
  }
}
